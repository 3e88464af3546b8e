import {appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {locked} from './lock.ts';

export const faultKinds = ['none', 'fail', 'lie', 'slow', 'flood', 'full', 'kill', 'offline'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `on`: a cbsd sub-command or a tool ('' = every changing command); `at`: the N-th match only (0 = each). */
export type Fault = {
  readonly kind: FaultKind;
  readonly on: string;
  readonly at: number;
  /** Seconds that `slow` adds. */
  readonly by: number;
};

export const noFault: Fault = {kind: 'none', on: '', at: 0, by: 3};

const file = (folder: string): string => join(folder, 'fault.json');
const counter = (folder: string): string => join(folder, 'fault.count');

export const readFault = (folder: string): Fault => {
  try {
    return {...noFault, ...JSON.parse(readFileSync(file(folder), 'utf8'))};
  } catch {
    return noFault;
  }
};

export const setFault = (folder: string, fault: Partial<Fault>): void => {
  const switches = join(folder, 'fault-on');
  rmSync(switches, {recursive: true, force: true});
  mkdirSync(switches);
  if (fault.on !== undefined && /^[\w.-]+$/.test(fault.on)) writeFileSync(join(switches, fault.on), '');
  writeFileSync(counter(folder), '');
  writeFileSync(file(folder), JSON.stringify({...noFault, ...fault}));
};

/** Does the fault hit this start of `name`? Counts the match under a lock, so that exactly one of parallel calls is the N-th. */
export const strikes = (folder: string, fault: Fault, name: string, changing: boolean): boolean => {
  if (fault.kind === 'none' || fault.kind === 'offline') return false;
  if (fault.on === '' ? !changing : fault.on !== name) return false;
  if (fault.kind === 'slow' && !changing) return false;
  if (fault.at === 0) return true;
  return locked(join(folder, 'fault.lock'), () => {
    appendFileSync(counter(folder), '.');
    return statSync(counter(folder)).size === fault.at;
  });
};
