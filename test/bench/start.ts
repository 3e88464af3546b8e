import {execFileSync} from 'node:child_process';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {type Bench, bareNode, inTurns, median, withWorld} from './measure.ts';

export const start: Bench = {
  name: 'start',
  title: 'from the command to the first frame, and to the list of guests',
  run: () =>
    withWorld('demo', async ({state}) => {
      const memory: number[] = [];
      const open = async (expected: string) => {
        const args = ['--practice', '--state', state];
        const screen = await openPty(program(), args, {env: cleanEnvironment(state)});
        await screen.see(expected, 20_000);
        if (expected === guest) memory.push(residentKilobytes(screen.pid) / 1024);
        screen.kill();
        await screen.exited;
      };
      const first = await openPty(program(), ['--practice', '--state', state], {env: cleanEnvironment(state)});
      await first.see(guest, 20_000);
      first.press('q'); // Node keeps compiled code when a process ends by itself, as it does for an operator
      await first.exited;
      const [bare = 0, frame = 0, list = 0] = await inTurns(
        9,
        bareNode,
        () => open('construct-tui'),
        () => open(guest),
      );
      return [
        {what: 'first frame, beside node -e 0', value: frame / bare, unit: '×', goal: 7},
        {what: 'guests on the screen, beside node -e 0', value: list / bare, unit: '×'},
        {what: 'memory with the list on the screen', value: median(memory), unit: 'MiB', goal: 95},
      ];
    }),
};

const guest = 'web1';

const residentKilobytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], {encoding: 'utf8'}));
