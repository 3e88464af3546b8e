import {host, paths} from '../../host.ts';
import {openLeases} from '../../node/leases.ts';
import {settingsFile} from '../guest.ts';
import type {Run} from './run.ts';

const [firstPort, lastPort] = [5900, 6900];
const everywhere = ['127.0.0.1', '0.0.0.0', '::', '[::]', '::1', '[::1]'];

/** Picks the VNC port, stores it (in the database and in two files) and tells it; port 0 when the VM has no screen. */
export function prepareVnc(run: Run): {readonly address: string; readonly port: number} {
  const {call, jname, guest} = run;
  const {world} = call;
  const folder = `${paths.system}/${jname}`;
  const address = guest.value('bhyve_vnc_tcp_bind') || '127.0.0.1';
  const wanted = guest.value('vm_vnc_port') || '0';
  const none = {address: '', port: 0};
  if (wanted === '1') return none;
  if (guest.value('fbuf') !== '0') {
    const port = wanted === '0' ? freePort(run, address) : Number(wanted);
    world.change(settingsFile(jname), 'UPDATE settings SET vnc_port=?', port);
    world.write(`${folder}/vnc_port`, `${port}\n`);
    const shown = address === '0.0.0.0' ? host.nodeip : address;
    world.write(`${folder}/vnc_bind`, `${shown}\n`);
    tell(run, shown, port, address);
    checkAddress(run, address);
    return {address, port};
  }
  checkAddress(run, address);
  return none;
}

function checkAddress({call}: Run, address: string): void {
  if (everywhere.includes(address) || address === host.nodeip) return;
  call.fail(`Unable to bind bhyve VNC, please check bhyve_vnc_tcp_bind settings: ${address}`);
}

/** Ports that other VMs stored are skipped, stopped ones too; so are those handed out in the last 30 s, this VM's own as well. */
function freePort({call, jname}: Run, address: string): number {
  const {world} = call;
  const taken = new Set<string>();
  for (const row of world.query('local', "SELECT jname FROM jails WHERE emulator='bhyve'")) {
    if (row.jname === jname) continue;
    const stored = world.query(settingsFile(String(row.jname)), 'SELECT vnc_port FROM settings LIMIT 1')[0];
    taken.add(String(stored?.vnc_port ?? 0));
  }
  return world.locked('tcp-port', () => {
    const leases = openLeases(world, `${paths.tmp}/get-next-tcp-port.lease`, ':');
    for (let port = firstPort; port < lastPort; port += 1) {
      if (taken.has(String(port)) || leases.held.has(String(port))) continue;
      leases.add(String(port), 30);
      return port;
    }
    return call.fail(`no free available port in ${firstPort}-${lastPort} range for ${address}`);
  });
}

function tell({call, guest, say}: Run, shown: string, port: number, address: string): void {
  if (guest.value('vm_efi') === 'none') return;
  say(`VRDP is enabled. VNC bind/port: ${shown}:${port}`);
  say(`For attach VM console, use: vncviewer ${shown}:${port}`);
  say(`Resolution: ${guest.value('bhyve_vnc_resolution')}.`);
  const password = guest.value('vnc_password');
  if (password !== '' && password !== '0') say(`VNC pass: ${password}`);
  if (address !== '0.0.0.0' || call.get('quiet') === '1') return;
  call.say('\nWarning!!! You are running a system with open VNC port to the world wich is not secure');
  call.say('Please use IP filter or balancer with password to restrict VNC port access');
  call.say('Or change vnc_bind params to 127.0.0.1 and reboot VM after maintenance work\n');
}
