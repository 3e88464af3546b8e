import {paths} from '../host.ts';
import {runningJails, runningMachines} from '../kernel.ts';
import type {World} from '../world.ts';
import {firstAddress, withoutNic, withoutPrefix} from './ip.ts';

/** Machines beside the node: the gateway. The rest of its networks is silent. */
const machines = ['192.0.2.1'];

/** Every address that an ARP request would find: neighbours, the node itself, running guests. */
export const addressesOnNet = (world: World): ReadonlySet<string> =>
  new Set([...machines, ...ownAddresses(world), ...machineAddresses(world)]);

/** The node's own addresses: its nodeip, and the aliases that running jails have on it. */
export const ownAddresses = (world: World): string[] => [
  '127.0.0.1',
  ...world.query('local', 'SELECT nodeip FROM local').map(row => String(row.nodeip)),
  ...runningJails(world).flatMap(jail => jail.address.split(',').map(each => withoutNic(withoutPrefix(each)))),
];

const machineAddresses = (world: World): string[] =>
  runningMachines(world).map(({name}) => {
    const database = `${paths.system}/${name}/local.sqlite`;
    const settings = world.query(database, 'SELECT ip4_addr FROM settings ORDER BY created DESC LIMIT 1')[0];
    return firstAddress(String(settings?.ip4_addr ?? ''));
  });
