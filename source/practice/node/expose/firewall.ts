import type {Call, Steps} from '../../call.ts';
import {paths} from '../../host.ts';
import {ownAddresses} from '../neighbours.ts';
import {nodeRow} from '../node-row.ts';
import {clearPattern, type Door, markPattern, rulesOf} from './rules.ts';

const lines = (call: Call, file: string): string[] =>
  (call.world.read(`${paths.etc}/${file}`) ?? '').split('\n').filter(line => line !== '');

const keep = (call: Call, file: string, rules: readonly string[]): void => {
  call.world.write(`${paths.etc}/${file}`, rules.map(rule => `${rule}\n`).join(''));
};

/** Takes out every line that the comment matches. */
export const removeMarked = (call: Call, comment: string): void => {
  const found = markPattern(comment);
  for (const file of ['pfrdr.conf', 'pfnat.conf']) {
    const all = lines(call, file);
    if (found !== null && all.some(line => found.test(line)))
      keep(
        call,
        file,
        all.filter(line => !found.test(line)),
      );
  }
};

/** Adds the rule behind all others and loads everything; without pf it falls into ipfw, which is not there. */
export function* addRule(call: Call, door: Door, comment: string): Steps {
  if (nodeRow(call.world).nat !== 'pf') {
    call.err('ipfw: getsockopt(IP_FW_ADD): Protocol not available\n');
    call.world.write(`${paths.ftmp}/${door.guest}-expose_fwnum`, '2001\n');
    return 0;
  }
  removeMarked(call, comment);
  const {rdr, nat} = rulesOf(door, comment);
  if (nat !== null && (door.hostAddress === '127.0.0.1' || !ownAddresses(call.world).includes(door.hostAddress))) {
    const {n0, n1, n2} = call.paint;
    call.err(`${n1}${call.name}: unable to determine pass interface for: ${n2}${door.hostAddress}${n0}\n`);
    return 1;
  }
  call.world.append(`${paths.etc}/pfrdr.conf`, `${rdr}\n`);
  if (nat !== null) call.world.append(`${paths.etc}/pfnat.conf`, `${nat}\n`);
  yield* call.run('naton', []);
  return 0;
}

/** Takes a guest's rules out and prints them as grep does; loads anew only when there were any. */
export function* clearRules(call: Call, guest: string): Steps {
  const found = clearPattern(guest);
  if (found === null || nodeRow(call.world).nat !== 'pf') return 0;
  let any = false;
  for (const file of ['pfnat.conf', 'pfctl.conf', 'pfrdr.conf']) {
    const all = lines(call, file);
    const going = all.filter(line => found.test(line));
    for (const line of going) call.say(line);
    if (going.length > 0)
      keep(
        call,
        file,
        all.filter(line => !found.test(line)),
      );
    any ||= going.length > 0;
  }
  if (any) yield* call.run('naton', []);
  return 0;
}
