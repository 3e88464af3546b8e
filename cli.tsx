import './source/terminal/node-version.ts';
import process from 'node:process';

const [first = '', ...rest] = process.argv.slice(2);

// The programs behind a job carry nothing of the faces: one of them is started for every job.
if (first === 'job-runner') {
  const {runnerMain} = await import('./source/jobs/runner-main.ts');
  await runnerMain(rest);
} else if (first === 'job-runner-far') {
  const {farRunnerMain} = await import('./source/jobs/runner-main.ts');
  await farRunnerMain(rest);
} else if (first === 'job-guard') {
  const {guardMain} = await import('./source/jobs/guard/main.ts');
  await guardMain(rest);
} else if (first === 'job-port') {
  const {portMain} = await import('./source/jobs/port.ts');
  await portMain(rest);
} else {
  const {main} = await import('./source/commands/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
