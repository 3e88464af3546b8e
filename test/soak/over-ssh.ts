import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {root} from '../helpers/program.ts';
import {startSshd} from '../helpers/sshd.ts';
import type {Part} from './part.ts';

/** Tests that work on a practice host by commands: they know nothing of how it is reached. */
const flows = ['article', 'clone', 'expose', 'faults', 'headless'];

/** The flow tests of the practice host once more, each of its hosts behind one real sshd. */
export const overSsh: Part = {
  name: 'over-ssh',
  title: 'every flow test of the practice host, over a real sshd',
  async run({sample, tally, after}) {
    const sshd = await startSshd({after}, {config: ['MaxStartups 100']});
    const files = (sample ? flows.slice(1, 2) : flows).map(name => `test/e2e/${name}.test.ts`);
    const child = spawn(process.execPath, ['--import', 'tsx', '--test', '--test-reporter=tap', ...files], {
      cwd: root,
      env: {...process.env, CONSTRUCT_TUI_OVER_SSH: sshd.destination.config},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    after(() => void child.kill());
    let failed: {readonly title: string; why: string} | null = null;
    for await (const line of createInterface({input: child.stdout})) {
      const [, not, title = ''] = /^ *(not )?ok \d+ - (.*)$/.exec(line) ?? [];
      if (failed && /^ *\.\.\.$/.test(line)) {
        tally.fail(failed.title, new Error(failed.why));
        failed = null;
      } else if (failed)
        failed.why += `${line}\n`; // what is wrong stands behind its line
      else if (title === '' || title.endsWith('.ts')) continue;
      else if (not) failed = {title, why: ''};
      else tally.pass();
    }
    const [code] = await once(child, 'exit').catch(() => [child.exitCode]);
    return `${files.length} files, exit code ${code}`;
  },
};
