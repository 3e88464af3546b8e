import type {Call} from '../call.ts';
import {host} from '../host.ts';
import {ipType, withoutNic} from '../node/ip.ts';
import type {Guest} from './guest.ts';

const words = (list: string): string[] =>
  list
    .split(/[ ,]/)
    .filter(one => one !== '')
    .map(withoutNic);

/** Entries that are addresses; the others (`0`, what nobody can read) are told each time CBSD goes through the list. */
export const readAddresses = (call: Call, list: string, times = 1): string[] => {
  const {n0, n1, n2} = call.paint;
  for (let time = 0; time < times; time += 1) {
    for (const one of words(list)) {
      if (ipType(one) === 0 && !/^(dhcp|dhcpv6|realdhcp)$/i.test(one))
        call.say(`${n1}ip not identified: ${n2}${one}${n0}`);
    }
  }
  return words(list).filter(one => ipType(one) !== 0);
};

/** The jail.conf that CBSD writes before a start and a stop: what it says about network, hosts file and /dev. */
export const tellJailConf = (call: Call, guest: Guest, list: string, quiet: boolean): void => {
  const {n0, n1, n2} = call.paint;
  const data = guest.get('data');
  if (guest.get('vnet') !== '1') {
    const automatic = guest.get('interface') === 'auto' && !list.includes('#');
    const found = automatic ? readAddresses(call, list) : words(list).filter(one => ipType(one) !== 0);
    if (automatic && found.length > 0 && !quiet)
      call.say(`${n1}Default NIC automatically selected: ${n2}${host.nic}${n0}`);
    for (const one of found) {
      if (ipType(one) === 4 && guest.get('mkhostsfile') !== '0' && !call.world.exists(`${data}/etc/hosts`))
        call.say(`${n1}mkjhosts: no ${n2}${data}/etc/hosts${n0}`);
    }
  }
  if (call.world.exists(`${data}/dev`)) return;
  call.world.makeFolder(`${data}/dev`);
  if (!quiet) call.say(`${n1}makejconf: mount.devfs: ${n2}${data}/dev${n1} dir was created${n0}`);
};
