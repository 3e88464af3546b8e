import type {CheckRow} from '../../../../model/doctor.ts';
import type {CbsdGuest} from '../../context.ts';
import {quotable} from '../../paths.ts';
import {run} from '../../plans/command.ts';
import {endMaintenanceStep, staysHalfDone} from '../../plans/maintenance.ts';
import {guestTouch} from '../../plans/touches.ts';
import type {Facts} from '../facts.ts';
import {workersFor} from '../processes.ts';
import {hostCheck} from '../verify.ts';
import {count, ok, onNode, warn} from './judged.ts';

/** What was left by commands that were ended. Cleared only where nothing of CBSD's works for it any more. */
export const guestChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'locks',
    title: 'Left-over locks',
    wanted: 'no lock without its holder',
    why: 'A command that finds one waits for ever, or gives up.',
    judge({locks, processes, workdir}) {
      if (workdir === '') return null;
      if (locks.length === 0) return ok('none');
      const [worker] = workersFor('', processes);
      return worker === undefined
        ? warn(locks.join(', '))
        : ok(`${count(locks.length, 'lock')}, while CBSD works: ${worker}`);
    },
    fix: 'Remove the locks whose holder is gone',
    mend: ({locks}) => ({
      steps: locks.map(path => ({
        ...run(
          `Remove ${path}`,
          {argv: ['rm', '-f', path]},
          {check: hostCheck('path', path, '', `${path} is gone`, path), seconds: 1},
        ),
        before: hostCheck('idle', '', '', 'no command of CBSD works'),
      })),
    }),
  },
  {
    id: 'maintenance',
    title: 'Guests in maintenance',
    wanted: 'none whose command is gone',
    why: 'CBSD starts and stops no guest that is marked, for ever.',
    judge: facts =>
      onNode(facts, () => {
        const stuck = stuckIn(facts);
        if (stuck.length > 0) return warn(stuck.map(guest => `${guest.name} (${reasonOf(guest)})`).join(', '));
        const busy = marked(facts).map(({name}) => name);
        return ok(busy.length === 0 ? 'none' : `${busy.join(', ')}, while a command works on it`);
      }),
    fix: 'Take the marks away',
    mend: facts => ({
      steps: stuckIn(facts).map(({name}) => endMaintenanceStep(name, facts.workdir)),
      warnings: [staysHalfDone],
      touches: stuckIn(facts).map(({name}) => guestTouch(name)),
    }),
  },
];

const marked = ({node}: Facts): readonly CbsdGuest[] => (node?.guests ?? []).filter(({state}) => state === 'busy');

const stuckIn = (facts: Facts): readonly CbsdGuest[] =>
  marked(facts).filter(({name}) => quotable(name) && workersFor(name, facts.processes).length === 0);

const reasonOf = ({row}: CbsdGuest): string => {
  const reason = row?.maintenance ?? '';
  return reason === '' || reason === '0' ? 'no reason noted' : reason;
};
