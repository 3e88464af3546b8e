import type {Command, Result} from '../../source/model/command.ts';
import {diagnosisOf} from '../../source/model/doctor.ts';
import type {Driver} from '../../source/model/driver.ts';
import type {Plan, Step, Verdict} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';

/** A step that runs one command and is checked. */
export const step = (title: string, more: Partial<Step> = {}): Step => ({
  title,
  command: {argv: ['cbsd', title]},
  file: null,
  check: {id: 'guest-exists', target: 'web1', expect: {}, says: `${title} became true`},
  undo: null,
  residue: [`web1: cbsd jremove jname=web1`],
  root: true,
  estimateSeconds: null,
  progress: null,
  interruptible: false,
  secrets: [],
  ...more,
});

export const plan = (...steps: readonly Step[]): Plan => ({
  action: 'create-jail',
  target: 'web1',
  title: 'Create jail web1',
  steps,
  warnings: [],
  refusals: [],
  assumptions: [],
  touches: [],
  fingerprint: 'f',
  success: 'web1 runs at {address}',
  next: [],
});

export const result = (command: Command, more: Partial<Result> = {}): Result => ({
  argv: command.argv,
  ending: 'exited',
  exitCode: 0,
  signal: null,
  stdout: '',
  stderr: '',
  droppedBytes: 0,
  startedAt: 1,
  endedAt: 2,
  ...more,
});

/** A host of which a test says how each command ends; it remembers what it was given. */
export function scriptedTransport(endings: (command: Command) => Partial<Result> = () => ({})) {
  const ran: (readonly string[])[] = [];
  const written = new Map<string, string>();
  const run = async (command: Command) => {
    ran.push(command.argv);
    return result(command, endings(command));
  };
  const transport: Transport = {
    practice: true,
    read: run,
    execute: run,
    follow: run,
    interactive: run,
    async write(path, content) {
      if (written.has(path)) return 'EEXIST';
      written.set(path, content);
      return null;
    },
  };
  return {transport, ran, written};
}

export const truth = (verdict: Verdict['truth'], facts: Readonly<Record<string, string>> = {}): Verdict => ({
  truth: verdict,
  note: `the host says ${verdict}`,
  facts,
});

/** A platform that answers checks as a test says. */
export const scriptedDriver = (check: Driver['check'], stale: Driver['stale'] = async () => []): Driver => ({
  id: 'scripted',
  title: 'Scripted',
  traces: [],
  makes: [],
  install: [],
  systems: [],
  probe: async () => null,
  inspect: async () => {
    throw new Error('not asked');
  },
  diagnose: async () => diagnosisOf([], {}, 0),
  describe: async () => null,
  check,
  stale,
});
