import {appendFileSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

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
  writeFileSync(counter(folder), '');
  writeFileSync(file(folder), JSON.stringify({...noFault, ...fault}));
};

/** Does the fault hit this start of `name`? Counts the match: one appended byte each, so parallel calls do not lose one. */
export const strikes = (folder: string, fault: Fault, name: string, changing: boolean): boolean => {
  if (fault.kind === 'none' || fault.kind === 'offline') return false;
  if (fault.on === '' ? !changing : fault.on !== name) return false;
  if (fault.kind === 'slow' && !changing) return false;
  if (fault.at === 0) return true;
  appendFileSync(counter(folder), '.');
  return statSync(counter(folder)).size === fault.at;
};
