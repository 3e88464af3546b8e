import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {host, paths} from '../host.ts';
import {copies, quietly} from '../quietly.ts';
import {siteSetting} from '../site.ts';
import {cloneDataset} from '../zfs/datasets.ts';
import {readAddresses} from './addresses.ts';
import {dataFolder, fstabFolder, type Guest, lookUp, nicDatabase, rcFile, systemFolder} from './guest.ts';
import {jailParameters} from './parameters.ts';

/** The address of a copy: what was asked for, DHCP resolved now, or the source's own (two guests, one address). */
export const newAddress = (call: Call, wish: string, otherwise: string): string => {
  const {n0, n1, n2} = call.paint;
  const kind = wish.toLowerCase();
  if (kind !== 'dhcp' && kind !== 'dhcpv6') return wish || otherwise;
  const {code, stdout} = call.capture(kind === 'dhcp' ? 'dhcpd' : 'dhcpdv6', []);
  const family = kind === 'dhcp' ? 'IPv4' : 'IPv6';
  if (code === 2) call.fail(`${n1}no free ${family} address for DHCP in nodeippool${n0}`);
  if (stdout.trim() === '') call.fail(`${n1}unable to dhcpd${kind === 'dhcp' ? '' : 'v6'}${n0}`);
  call.say(`${n1}Selected ${family}: ${n2}${stdout.trim()}${n0}`);
  return stdout.trim();
};

/** A folder that is empty is taken away; one that is not stops the command. */
export const mustBeFree = (call: Call, folder: string): void => {
  const {n0, n1, n2} = call.paint;
  if (!call.world.exists(folder)) return;
  if (call.world.list(folder).length === 0) call.world.remove(folder);
  else call.fail(`${n1}Jail data already exist and it not empty: ${n2}${folder}${n0}`);
};

/** Paths of one guest in another's fstab files. */
export const retarget = (call: Call, old: string, made: string): void => {
  for (const name of ['fstab', 'fstab.local']) {
    const text = call.world.read(`${fstabFolder(made)}/${name}`);
    if (text !== null) call.world.write(`${fstabFolder(made)}/${name}`, text.replaceAll(`/${old}:`, `/${made}:`));
  }
};

/** `cbsd jclone`: no check of name or address; forwards are copied with the system folder (cbsd-observed, traps 5 and 6). */
export function* jclone(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const [old, made] = [call.get('old'), call.get('new')];
  const source = call.world.query('local', 'SELECT jid, ip4_addr FROM jails WHERE jname = ?', old)[0];
  if (source === undefined) return call.fail(`${n1}No such jail: ${n2}${old}${n0}`);
  if (call.get('checkstate') !== '0' && Number(source.jid) !== 0)
    call.fail(`${n1}jail is online, please stop them: ${n2}${old}${n1} (or use ${n2}checkstate=0${n1})${n0}`);
  if (call.world.query('local', 'SELECT jid FROM jails WHERE jname = ?', made).length > 0)
    call.fail(`${n1}Jail already exist: ${n2}${made}${n0}`);
  const address = newAddress(call, call.get('ip4_addr'), String(source.ip4_addr));
  const guest = lookUp(call.world, old);
  if (guest === null || guest.get('emulator') === 'bhyve')
    return call.fail(`${n1}Jail in bhyve mode. Use ${n2}cbsd brename${n1} instead${n0}`);
  readAddresses(call, address, 2);
  if (!call.world.exists(dataFolder(old))) call.fail(`${n1}No jail data: ${n2}${dataFolder(old)}${n0}`);
  mustBeFree(call, dataFolder(made));
  call.out(`${n1}Cloning.${n0}`);
  call.world.makeFolder(`${paths.jails}/${made}`);
  insertCopy(call, guest, made, address);
  yield {ms: 0};
  if (call.world.exists(fstabFolder(old))) {
    call.world.copy(fstabFolder(old), fstabFolder(made));
    retarget(call, old, made);
  } else call.world.makeFolder(fstabFolder(made));
  call.out('.');
  quietly(call, () => {
    call.world.makeFolder(dataFolder(made));
    if (call.world.settings.zfs) cloneDataset(call, old, made);
    // rsync SRC/*: what begins with a dot at the top stays behind (facts/cbsd-ops 3.1).
    if (copies(call.world)) call.world.copy(dataFolder(old), dataFolder(made), name => !name.startsWith('.'));
  });
  yield {ms: 0};
  call.out('.');
  if (call.world.exists(systemFolder(old))) {
    call.world.remove(systemFolder(made));
    call.world.makeFolder(systemFolder(made));
    call.world.copy(systemFolder(old), systemFolder(made), name => name !== 'locked');
    call.out('.');
  }
  const setting = (key: string) => call.get(key) || siteSetting(call.world, 'jclone.conf', key);
  if (setting('mac_reinit') !== '0') call.world.change(nicDatabase(made), "UPDATE jailnic SET nic_hwaddr = '0'");
  call.say(`${n2}ok${n0}`);
  sayDone(call, `${n1}jclone`);
  return 0;
}

const insertCopy = (call: Call, guest: Guest, made: string, address: string): void => {
  const {n0, n1, n2} = call.paint;
  const file = rcFile(made);
  if (!call.world.write(file, '')) {
    call.err(`${host.distdir}/jailctl/jclone: cannot create ${file}: No such file or directory\n`);
    call.say(`${n1}no rcconf ${file} file for jail: ${n2}${made}${n0}`);
    return;
  }
  call.world.remove(file);
  const own: Readonly<Record<string, string>> = {
    jname: made,
    path: `${paths.jails}/${made}`,
    mount_fstab: `${fstabFolder(made)}/fstab`,
    data: dataFolder(made),
    rcconf: file,
    host_hostname: call.get('host_hostname'),
    ip4_addr: address,
  };
  const columns = [...new Set(['jname', ...jailParameters.filter(name => name !== 'nic_hwaddr')])];
  const values = columns.map(name => own[name] ?? (guest.get(name) || '0'));
  const marks = columns.map(() => '?').join(',');
  call.world.change('local', `INSERT INTO jails (${columns.join(',')}) VALUES (${marks})`, ...values);
};
