import {paths} from '../host.ts';
import {startMachine, stopMachine} from '../kernel.ts';
import type {World} from '../world.ts';
import {settingsFile} from './guest.ts';

/** What `jswmode` stores: 0 master, 3 maintenance, and the reason beside it. */
export function switchMode(world: World, jname: string, status: 0 | 3, reason: string): void {
  world.change('local', 'UPDATE jails SET status=?, maintenance=? WHERE jname=?', status, reason, jname);
}

/** Starts the VM's process and stores its pid as the jid, 0 when it did not come up; the status stays 0 (cbsd-ops 4.2). */
export function startProcess(
  world: World,
  jname: string,
  vnc: {address: string; port: number},
  comesUp: boolean,
): number {
  const machine = {name: jname, vncAddress: vnc.address, vncPort: vnc.port};
  const pid = comesUp ? startMachine(world, machine).pid : 0;
  world.change('local', 'UPDATE jails SET jid=? WHERE jname=?', pid, jname);
  touch(world, jname);
  return pid;
}

export const pauseMarker = (jname: string): string => `${paths.system}/${jname}/practice-paused`;

/** The VM's process is gone. The stored VNC port stays, the two files go. */
export function stopProcess(world: World, jname: string): void {
  for (const name of ['vnc_port', 'vnc_bind']) world.remove(`${paths.system}/${jname}/${name}`);
  world.remove(pauseMarker(jname));
  stopMachine(world, jname);
  world.change('local', 'UPDATE jails SET jid=0 WHERE jname=?', jname);
  touch(world, jname);
}

function touch(world: World, jname: string): void {
  const seconds = Math.floor(world.now() / 1000);
  world.change(settingsFile(jname), 'UPDATE settings SET state_time=?', seconds);
  world.change('local', 'UPDATE jails SET state_time=? WHERE jname=?', seconds, jname);
}
