import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {ipType, withoutPrefix} from '../../node/ip.ts';
import {sourceAssignments} from '../../sourced.ts';
import type {World} from '../../world.ts';
import {type SeedFile, seedFiles} from '../cloud/seed.ts';
import {settingsFile} from '../guest.ts';
import {newMac} from '../mac.ts';
import {readKeyFile} from '../node-key.ts';
import {nodeVariables} from '../register.ts';
import type {Values} from './answers.ts';
import {withValues} from './merge.ts';

/** Addresses, MAC and the seed's files of a cloud image. What goes wrong with the seed is told, and does not fail the create. */
export function seedCloudInit(call: Call, jname: string, values: Values): void {
  const {world} = call;
  const folder = `${paths.system}/${jname}`;
  call.err(`auto-generate cloud-init settings: ${folder}/cloud-init\n`);
  if (!values.ci_ip4_addr) {
    call.say('warning: cloud-init based profile but ci_ip4_addr not set. Force to: DHCP');
  }
  if (!values.ci_gw4 && !/^realdhcp$/i.test(values.ci_ip4_addr ?? '')) {
    call.say('warning: cloud-init based profile but ci_gw4 not set. VM without gateway?');
  }
  const ci_ip4_addr = resolved(call, values.ci_ip4_addr || 'DHCP');
  const second = values.ci_ip4_addr2 ? [values.ci_ip4_addr2] : [];
  const ip4_addr = [ci_ip4_addr, ...second].join(',').split(',').map(withoutPrefix).join(',');
  call.capture('bset', [`jname=${jname}`, `ip4_addr=${ip4_addr}`]);
  const defaults = settingsOf(call, 'cloud-init.conf');
  const rcFile = `${folder}/rc.conf_${jname}`;
  const settled: Values = {
    ...values,
    ip4_addr,
    ci_ip4_addr,
    ci_interface: values.ci_interface || values.interface || '',
    ci_jname: values.ci_jname || jname,
    ci_fqdn: values.ci_fqdn || values.host_hostname || '',
    ci_gw4: values.ci_gw4 === '0' ? '' : (values.ci_gw4 ?? ''),
    ci_interface2: values.ci_interface2 === '0' ? '' : (values.ci_interface2 ?? ''),
    ci_nameserver_address: values.ci_nameserver_address || (defaults.default_ci_nameserver_address ?? ''),
    ci_nameserver_search: values.ci_nameserver_search || (defaults.default_ci_nameserver_search ?? ''),
    ci_interface_name: values.ci_interface_name || (defaults.default_ci_interface_name ?? ''),
    ci_nic_hwaddr0: firstMac(world, jname),
    uuid: String(world.query(settingsFile(jname), 'SELECT uuid FROM settings')[0]?.uuid ?? ''),
  };
  const added = Object.entries(settled).filter(([name, value]) => value !== values[name]);
  world.write(rcFile, withValues(world.read(rcFile) ?? '', Object.fromEntries(added)), 0o640);
  write(
    call,
    jname,
    seedFiles({value: name => settled[name] ?? '', readKey: path => readKeyFile(world, path)}),
    settled,
  );
}

/** `DHCP` is asked for here and becomes an address with a /24, whatever the pool's network is. */
function resolved(call: Call, list: string): string {
  const addresses = list.split(',').filter(Boolean);
  return addresses.map(address => (/^dhcp(v6)?$/i.test(address) ? leased(call, address) : address)).join(',');
}

function leased(call: Call, kind: string): string {
  const six = /6$/.test(kind);
  const {code, stdout} = call.capture(six ? 'dhcpdv6' : 'dhcpd', []);
  const pool = six ? 'DHCPv6 in nodeip6pool' : 'DHCP in nodeippool';
  if (code === 2) call.fail(`bcreate: no free IP address for ${pool}`);
  const address = `${stdout.trim()}/${six ? 64 : 24}`;
  if (ipType(address) === 0) call.fail(`bcreate: unknown IP type: ${address}`);
  return address;
}

function settingsOf(call: Call, name: string): Values {
  const texts = [`${paths.etc}/defaults/${name}`, `${paths.etc}/${name}`].map(file => call.world.read(file) ?? '');
  return sourceAssignments(texts.join('\n'), nodeVariables, call.wouldRun);
}

function firstMac(world: World, jname: string): string {
  const stored = String(
    world.query(settingsFile(jname), 'SELECT nic_hwaddr FROM bhyvenic LIMIT 1')[0]?.nic_hwaddr ?? '0',
  );
  if (stored !== '0') return stored;
  const mac = newMac();
  world.change(settingsFile(jname), 'UPDATE bhyvenic SET nic_hwaddr=? WHERE id=1', mac);
  return mac;
}

function write(call: Call, jname: string, files: readonly SeedFile[] | null, values: Values): void {
  const {world} = call;
  const folder = `${paths.system}/${jname}/cloud-init`;
  if (!values.ci_template) call.say('No ci_template');
  world.makeFolder(folder);
  for (const {name, text, failed} of files ?? []) {
    world.write(`${folder}/${name}`, text, 0o640);
    if (failed) call.say(`${text}cloudinit error`);
  }
  if (values.ci_adjust_inteface_helper === '1' && files?.at(-1)?.failed === false) {
    const hook = `${paths.system}/${jname}/master_prestart.d/cloud_init_set_netname.sh`;
    world.write(hook, '#!/bin/sh\n# practice host: names the guest NIC after its PCI slot\n', 0o755);
  }
}
