import type {Call} from '../call.ts';
import {paths} from '../host.ts';
import {openLeases} from './leases.ts';

const leaseFile = `${paths.tmp}/get-freejname.lease`;

/** The first of `jail1`, `jail2`, … that no guest, no unregistered guest and no lease of the last 30 seconds has. */
export const freejname = (call: Call): number => {
  const {world} = call;
  const prefix = call.get('default_jailname') || 'jail';
  const name = world.locked('freejname', () => {
    const leases = openLeases(world, leaseFile, ':');
    const taken = new Set([...call.get('skip').split(/\s+/), ...leases.held, ...unregistered(call)]);
    for (const row of world.query('local', 'SELECT jname FROM jails')) taken.add(String(row.jname));
    let number = 1;
    while (number < 10_000 && taken.has(`${prefix}${number}`)) number += 1;
    leases.add(`${prefix}${number}`, Number(call.get('lease_time') || 30));
    return `${prefix}${number}`;
  });
  call.say(name);
  return 0;
};

/** Guests whose rc.conf is still there, registered or not. */
const unregistered = ({world}: Call): string[] =>
  world
    .list(paths.rcconf)
    .filter(file => file.startsWith('rc.conf_'))
    .map(file => file.slice('rc.conf_'.length));
