import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type PracticeHost, practiceHost} from './practice-host.ts';
import {type Run, run} from './run.ts';
import {type Sshd, type SshdWish, startSshd} from './sshd.ts';
import {temporaryFolder} from './temporary-folder.ts';

type Cleaning = {after(clean: () => void): void};

/** An operator's own machine, and a practice host behind a real sshd that it knows as `far`. */
export type Laptop = {
  readonly sshd: Sshd;
  readonly far: PracticeHost;
  readonly state: string;
  run(...args: readonly string[]): Promise<Run>;
  /** The same on the host `far`. */
  onFar(...args: readonly string[]): Promise<Run>;
};

export async function laptop(t: Cleaning, wish: SshdWish = {}): Promise<Laptop> {
  return laptopTo(t, await startSshd(t, wish), practiceHost(t));
}

/** Another machine for the same host. */
export function laptopTo(t: Cleaning, sshd: Sshd, far: PracticeHost): Laptop {
  const state = temporaryFolder(t);
  const settings = {ssh: 'far', sshConfig: sshd.destination.config, practice: far.world};
  mkdirSync(path.join(state, 'settings'), {recursive: true});
  writeFileSync(path.join(state, 'settings/settings.json'), JSON.stringify({hosts: {far: settings}}));
  const own = (...args: readonly string[]) => run([...args, '--state', state], {env: {HOME: state}});
  return {sshd, far, state, run: own, onFar: (...args) => own('--host', 'far', ...args)};
}
