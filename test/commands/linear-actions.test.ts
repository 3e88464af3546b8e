import assert from 'node:assert/strict';
import {test} from 'node:test';
import {conversations} from './conversations.ts';

const {talk, titles, number, count, since} = conversations(host => host.run('start', 'vm2', '--yes'));

type Transcript = {
  /** What is answered, in its order; Enter alone where a question has a default. */
  readonly answers: readonly string[];
  readonly says: RegExp;
  /** The plan that runs at its end. */
  readonly runs?: string;
};

const yes = 'y';
const accept = (questions: number): readonly string[] => Array<string>(questions).fill('');
const started = /Run it on practice\? \[y\/N\] y\nJob job\d+ was started/;

const transcripts: Readonly<Record<string, Transcript>> = {
  'List the guests': {answers: [], says: /web1 +jail +stopped/},
  'Create a jail': {answers: [...accept(6), yes], says: started, runs: 'create-jail jail1'},
  'Create a VM': {answers: [...accept(9), yes], says: started, runs: 'create-vm freebsd1'},
  'Set this host up': {answers: accept(8), says: /Name of this node[\s\S]*for CBSD/},
  'Clone a guest': {answers: ['web1', ...accept(5), yes], says: started, runs: 'clone web2'},
  'Start a guest': {answers: ['db1', yes], says: started, runs: 'start db1'},
  'Stop a guest': {answers: ['vm2', yes], says: started, runs: 'stop vm2'},
  'Restart a guest': {answers: ['vm2', yes], says: started, runs: 'restart vm2'},
  'Kill a guest': {answers: ['vm2', yes], says: /what vm2 has not written to its disks is lost/, runs: 'kill vm2'},
  'Pause a guest': {answers: ['vm2', yes], says: started, runs: 'pause vm2'},
  'Resume a guest': {answers: ['vm2'], says: /vm2 is not paused/},
  'Destroy a guest': {answers: ['app1', 'app1'], says: /cannot be taken back/, runs: 'destroy app1'},
  'Expose a guest': {answers: ['db1', '8301:80', '', '', '', yes], says: started, runs: 'expose db1'},
  'Unexpose a guest': {answers: ['web1', '8080', '', '', yes], says: started, runs: 'unexpose web1'},
  'Log in to a guest': {answers: ['web1'], says: /web1 \(stopped\) is not running: start it first/},
  'Show a guest': {answers: ['web1'], says: /name: web1/},
  'List the jobs': {answers: [], says: /ID +STATE +ACTION/},
};

/** A line that is not told above: it is asked for a guest or a job that is not there, and says so. */
const other: Transcript = {answers: ['none1', ...accept(12)], says: /none1/};

test('every line of the menu can be gone to its end by answers alone, one line each', async t => {
  for (const title of titles().filter(title => !title.startsWith('Any other'))) {
    const {answers, says, runs} = transcripts[title] ?? other;
    await t.test(title, async () => {
      const before = count();
      const text = await talk(number(title), ...answers, 'q');
      const told = text.slice(text.indexOf('or q to leave: '));
      assert.match(told, says);
      assert.doesNotMatch(told, /[\u001b\u0007]/, 'nothing is repainted');
      if (runs) assert.deepEqual(since(before), [runs]);
    });
  }
});
