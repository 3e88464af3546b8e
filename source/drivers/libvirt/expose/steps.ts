import type {Check, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {specText} from '../../../text/port-specs.ts';
import {lasting, removal} from '../plans/command.ts';
import {type Door, doorPath, doorText} from './doors.ts';
import {loadCommand, loadStep} from './set-up.ts';

/** `8080:80/tcp from 10.0.0.0/8`: a door in words. */
export const inWords = (door: Door): string =>
  `${specText(door)}${door.from.includes('any') ? '' : ` from ${door.from.join(',')}`}`;

/** What a check compares: a door as it is stored and live. */
export const doorKey = ({owner, protocol, hostAddress, hostPort, guestAddress, guestPort, from}: Door): string =>
  `${owner} ${protocol} ${hostAddress}:${hostPort} ${guestAddress}:${guestPort} ${from.join(',')}`;

const separator = '; ';

export const keysOf = (text: string | undefined): readonly string[] => (text ? text.split(separator) : []);

export const keysText = (doors: readonly Door[]): string => doors.map(doorKey).join(separator);

/** A file a door, then all of them loaded at once. */
export const exposeSteps = (doors: readonly Door[], guest: string): readonly Step[] => [
  ...doors.map(door => ({
    ...lasting(`Store ${inWords(door)} of ${guest}`, {path: doorPath(door), mode: 0o644, content: [doorText(door)]}, [
      removal(doorPath(door)),
      loadCommand,
    ]),
    check: stored({there: doorKey(door)}, guest, `${inWords(door)} of ${guest} is stored`),
  })),
  loadStep(
    {there: keysText(doors)},
    `${doors.map(inWords).join(', ')} of ${guest} ${is(doors)} stored and live`,
    guest,
  ),
];

export const withdrawSteps = (doors: readonly Door[], guest: string): readonly Step[] => [
  ...doors.map(door => {
    const check = stored({gone: doorKey(door)}, guest, `${inWords(door)} of ${guest} is not stored`);
    return run(`Withdraw ${inWords(door)} of ${guest}`, removal(doorPath(door)), {check, seconds: 1});
  }),
  loadStep(
    {gone: keysText(doors)},
    `${doors.map(inWords).join(', ')} of ${guest} ${is(doors)} neither stored nor live`,
    guest,
  ),
];

const stored = (expect: Check['expect'], target: string, says: string): Check => ({
  id: 'doors-stored',
  target,
  expect,
  says,
});

const is = (doors: readonly Door[]): string => (doors.length === 1 ? 'is' : 'are');
