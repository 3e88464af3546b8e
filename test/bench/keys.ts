import {setTimeout as wait} from 'node:timers/promises';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {type Bench, median, withWorld} from './measure.ts';

type Screen = Awaited<ReturnType<typeof openPty>>;

export const keys: Bench = {
  name: 'keys',
  title: 'a cursor move in a list of 200 guests at 80x24, and a minute of rest',
  run: () =>
    withWorld('200', async ({state}) => {
      const args = ['--practice', '--state', state];
      const screen = await openPty(program(), args, {env: cleanEnvironment(state)});
      try {
        await screen.see(/200 guests/, 20_000);
        await quiet(screen);
        const moves = [];
        for (let round = 0; round < 80; round++) moves.push(await move(screen, round % 8 === 7 ? 'up' : 'down'));
        const before = screen.bytes();
        await wait(5000);
        return [
          {what: 'bytes a move, median', value: median(moves.map(({bytes}) => bytes)), unit: 'bytes', goal: 600},
          {what: 'bytes a move, most', value: Math.max(...moves.map(({bytes}) => bytes)), unit: 'bytes'},
          {what: 'key to paint, median', value: median(moves.map(({ms}) => ms)), unit: 'ms'},
          {what: 'bytes in five idle seconds', value: screen.bytes() - before, unit: 'bytes', goal: 0},
        ];
      } finally {
        screen.kill();
      }
    }),
};

async function move(screen: Screen, key: string): Promise<{readonly bytes: number; readonly ms: number}> {
  const [before, startedAt] = [screen.bytes(), performance.now()];
  screen.press(key);
  while (screen.bytes() === before && performance.now() - startedAt < 2000) await wait(0);
  const ms = performance.now() - startedAt;
  await quiet(screen);
  return {bytes: screen.bytes() - before, ms};
}

/** Until nothing was painted for 60 ms, twice the time between two frames of Ink. */
async function quiet(screen: Screen): Promise<void> {
  for (let seen = -1; seen !== screen.bytes(); await wait(60)) seen = screen.bytes();
}
