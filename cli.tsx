import './source/terminal/node-version.ts';
import process from 'node:process';

// A runner of a job carries nothing of the faces: it is started for every job.
if (process.argv[2] === 'job-runner') {
  const {runnerMain} = await import('./source/jobs/runner-main.ts');
  await runnerMain(process.argv.slice(3));
} else {
  const {main} = await import('./source/commands/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
