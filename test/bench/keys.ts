import {setTimeout as wait} from 'node:timers/promises';
import {setPreferences} from '../helpers/preferences.ts';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {type Bench, type Figure, median, withWorld} from './measure.ts';

type Screen = Awaited<ReturnType<typeof openPty>>;

const sizes = [
  {columns: 80, rows: 24, goal: 600},
  {columns: 200, rows: 60, goal: 900},
] as const;

export const keys: Bench = {
  name: 'keys',
  title: 'a cursor move in a list of 200 guests, and a minute of rest in which the host is looked at every 5 s',
  run: () =>
    withWorld('200', async ({state}) => {
      setPreferences(state, {refresh: '5'});
      const figures: Figure[] = [];
      for (const {columns, rows, goal} of sizes) {
        const at = `at ${columns}x${rows}`;
        const screen = await openScreen(state, {columns, rows});
        try {
          await screen.see(/200 guests/, 60_000);
          await quiet(screen);
          const bytes = [];
          for (let round = 0; round < 80; round++) bytes.push((await move(screen, wayOf(round))).bytes);
          figures.push(
            {what: `bytes a move ${at}, median`, value: median(bytes), unit: 'bytes', goal},
            {what: `bytes a move ${at}, most`, value: Math.max(...bytes), unit: 'bytes'},
            {what: `bytes in an idle minute ${at}`, value: await idle(screen, 60_000), unit: 'bytes', goal: 0},
          );
        } finally {
          screen.kill();
        }
      }
      return figures;
    }),
};

export const paint: Bench = {
  name: 'paint',
  title: 'from a key to its paint, with few and with many guests',
  run: () =>
    withWorld('10', ({state: few}) =>
      withWorld('10000', async ({state: many}) => {
        for (const state of [few, many]) setPreferences(state, {refresh: '0'}); // to read 10,000 guests keeps this machine busy
        const screens = await Promise.all([few, many].map(state => openScreen(state, {columns: 80, rows: 24})));
        const [small, large] = screens;
        if (!small || !large) throw new Error('two screens are needed');
        try {
          await small.see(/10 guests/, 60_000);
          await large.see(/10000 guests/, 120_000);
          const [short = [], long = []] = await inPairs([small, large], 120);
          return [
            {what: 'key to paint, 10 guests, median', value: median(short), unit: 'ms', goal: 10},
            {what: 'key to paint, 10000 guests, median', value: median(long), unit: 'ms', goal: 10},
            {what: 'the one beside the other', value: median(long) / median(short), unit: '×', goal: 1.2},
          ];
        } finally {
          for (const screen of screens) screen.kill();
        }
      }),
    ),
};

const openScreen = (state: string, size: {readonly columns: number; readonly rows: number}): Promise<Screen> =>
  openPty(program(), ['--practice', '--state', state], {env: cleanEnvironment(state), ...size});

const wayOf = (round: number): string => (round % 8 === 7 ? 'up' : 'down');

/** The same key to each of them in turns, so that a busy moment of the machine hits both. */
async function inPairs(screens: readonly Screen[], rounds: number): Promise<readonly (readonly number[])[]> {
  const times: number[][] = screens.map(() => []);
  for (const screen of screens) await quiet(screen);
  for (let round = 0; round < rounds; round++) {
    for (const [index, screen] of screens.entries())
      times[index]?.push((await move(screen, round % 2 === 0 ? 'down' : 'up')).ms);
  }
  return times;
}

async function move(screen: Screen, key: string): Promise<{readonly bytes: number; readonly ms: number}> {
  const [before, startedAt] = [screen.bytes(), performance.now()];
  screen.press(key);
  while (screen.bytes() === before && performance.now() - startedAt < 30_000) await turn();
  const ms = performance.now() - startedAt;
  await quiet(screen);
  return {bytes: screen.bytes() - before, ms};
}

/** One turn of the event loop: a timer would add a millisecond of its own. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

/** Until nothing was painted for a while: 60 ms is twice the time between two frames of Ink. */
async function quiet(screen: Screen, ms = 60): Promise<void> {
  for (let seen = -1; seen !== screen.bytes(); await wait(ms)) seen = screen.bytes();
}

async function idle(screen: Screen, ms: number): Promise<number> {
  await quiet(screen, 2000);
  const before = screen.bytes();
  await wait(ms);
  return screen.bytes() - before;
}
