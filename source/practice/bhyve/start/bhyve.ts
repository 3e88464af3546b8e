import {host, paths} from '../../host.ts';
import {runningMachines} from '../../kernel.ts';
import {readGuest} from '../guest.ts';
import type {Run} from './run.ts';

/**
 * Would bhyve come up with these settings? Its reason is left in bstart.log: memory that this host does not have, a VNC port that
 * another VM holds.
 */
export function comesUp({call, jname, guest}: Run): boolean {
  const {world} = call;
  const log = `${paths.system}/${jname}/bstart.log`;
  const memory = guest.value('vm_ram');
  const port = String(readGuest(world, jname)?.value('vnc_port') ?? '');
  const screen = world.exists(`${paths.system}/${jname}/vnc_port`);
  const holder = runningMachines(world).find(other => screen && other.name !== jname && String(other.vncPort) === port);
  if (!/^\d+$/.test(memory) || Number(memory) > host.memoryBytes) {
    world.write(log, `bhyve: Unable to setup memory (${memory})\n`);
  } else if (holder) world.write(log, `bhyve: vnc port ${port} is in use\n`);
  else {
    world.remove(log);
    return true;
  }
  return false;
}
