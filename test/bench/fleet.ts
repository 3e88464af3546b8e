import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {laptopTo} from '../helpers/laptop.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {startSshd} from '../helpers/sshd.ts';
import {type Bench, type Figure, median} from './measure.ts';
import {cpuSeconds, residentMebibytes, scheduled} from './process.ts';

const [hosts, guests] = [50, 100];
const patience = 300_000;

export const fleet: Bench = {
  name: 'fleet',
  title: `${hosts} hosts of ${guests} guests looked at at once (as many names for one sshd and one practice host, whose work this machine does too: a key's own time is that in which neither the screen nor who waits for its paint was kept from a processor by it, and at least what the screen's own thread worked)`,
  async run() {
    const cleaning: (() => void)[] = [];
    const after = (clean: () => void) => void cleaning.push(clean);
    try {
      return await looks(await manyNames(after), after);
    } finally {
      for (const clean of cleaning.toReversed()) clean();
    }
  },
};

/** The folder of an operator who has so many hosts. */
async function manyNames(after: (clean: () => void) => void): Promise<string> {
  const sshd = await startSshd({after}, {config: [`MaxStartups ${hosts * 4}`]});
  const {config = ''} = sshd.destination;
  writeFileSync(config, readFileSync(config, 'utf8').replace('Host far', 'Host far far??'));
  const {state, far} = laptopTo({after}, sshd, practiceHost({after}, `${guests}`));
  const names = Array.from({length: hosts}, (_, index) => `far${10 + index}`);
  const settings = names.map(ssh => [ssh, {ssh, sshConfig: config, practice: far.world}]);
  writeFileSync(path.join(state, 'settings/settings.json'), JSON.stringify({hosts: Object.fromEntries(settings)}));
  return state;
}

async function looks(state: string, after: (clean: () => void) => void): Promise<readonly Figure[]> {
  const screen = await openPty(program(), ['--practice', '--state', state], {env: cleanEnvironment(state)});
  after(screen.kill);
  await screen.see(/guests/, patience);
  const worked = cpuSeconds(screen.pid);
  const startedAt = performance.now();
  screen.press('H');
  await screen.see('far10', patience);
  const keys: Key[] = [];
  for (let down = true; !isRead(screen.screen()); down = !down) {
    keys.push(await move(screen, down ? 'down' : 'up'));
    await wait(between);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return [
    {what: 'all of them read', value: seconds, unit: 's'},
    {what: 'processor time of ours for it', value: cpuSeconds(screen.pid) - worked, unit: 's'},
    {what: 'memory then', value: residentMebibytes(screen.pid), unit: 'MiB'},
    {what: `key to paint meanwhile, median of ${keys.length}`, value: median(keys.map(({ms}) => ms)), unit: 'ms'},
    {what: 'its own time, median', value: median(keys.map(({ownMs}) => ownMs)), unit: 'ms', goal: 10},
  ];
}

const isRead = (screen: string): boolean => screen.includes(`${hosts + 1} of ${hosts + 1} ready`);

type Key = {readonly ms: number; readonly ownMs: number};

/** Milliseconds from a paint to the next key: ten a second is faster than anybody looks. */
const between = 100;

/**
 * Hosts come in meanwhile and are painted too: the key was painted when the cursor stands on another row. Who waits for it sleeps: a loop
 * that asks would take one of two processors.
 */
async function move(screen: Awaited<ReturnType<typeof openPty>>, key: string): Promise<Key> {
  const [before, then, ours, startedAt] = [
    cursorRow(screen),
    scheduled(screen.pid),
    scheduled(process.pid),
    performance.now(),
  ];
  const {promise: painted, resolve} = Promise.withResolvers<void>();
  const heard = screen.terminal.onWriteParsed(() => {
    if (cursorRow(screen) !== before) resolve();
  });
  screen.press(key);
  await Promise.race([painted, wait(patience, undefined, {ref: false})]);
  heard.dispose();
  const ms = performance.now() - startedAt;
  const now = scheduled(screen.pid);
  const denied = now.deniedMs - then.deniedMs + scheduled(process.pid).deniedMs - ours.deniedMs;
  return {ms, ownMs: Math.max(now.ranMs - then.ranMs, ms - denied)};
}

const cursorRow = ({terminal}: Awaited<ReturnType<typeof openPty>>): number =>
  Array.from({length: terminal.rows}, (_, row) => row).findIndex(row =>
    terminal.buffer.active.getLine(row)?.translateToString(false, 0, 1).startsWith('❯'),
  );
