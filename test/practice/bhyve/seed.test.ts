import assert from 'node:assert/strict';
import {test} from 'node:test';
import {seedFiles} from '../../../source/practice/bhyve/cloud/seed.ts';
import {substitute} from '../../../source/practice/bhyve/cloud/substitute.ts';

const seed = (values: Readonly<Record<string, string>>) => {
  const all: Readonly<Record<string, string>> = {
    ...{ci_template: 'centos9', ci_user_add: 'debian', ci_user_pubkey: 'ssh-ed25519 AAAA me', ci_interface: 'auto'},
    ...{ci_interface_name: 'eth', ci_nameserver_address: '8.8.8.8', ci_nameserver_search: 'my.domain'},
    ...{ci_ip4_addr: '10.0.0.5/24', ci_gw4: '10.0.0.1', ci_jname: 'vm1', ci_fqdn: 'vm1.my.domain', ...values},
  };
  const files = seedFiles({value: name => all[name] ?? '', readKey: () => null}) ?? [];
  return new Map(files.map(({name, text}) => [name, text]));
};

test('A value is corrupted in the seed as sed corrupts it', () => {
  const fill = (value: string) => substitute('key: %%k%%', [{key: 'k', value, delimiter: ':'}]);
  assert.equal(fill('plain'), 'key: plain');
  assert.equal(fill('a&b'), 'key: a%%k%%b');
  assert.equal(fill('a\\&b\\c'), 'key: a&bc');
  assert.equal(fill('a:b'), null);
  assert.equal(fill('ends in \\'), null);
});

test('An IPv6 name server loses its own block and the subnet too', () => {
  const network = seed({ci_nameserver_address: '2001:db8::1'}).get('network-config') ?? '';
  assert.match(network, /name: eth0/);
  assert.doesNotMatch(network, /^ +address:/m);
});

test('A password unlocks the account and is set once more at the end', () => {
  const users = seed({ci_user_pw_user: 'secret'}).get('user-data') ?? '';
  assert.match(users, /lock_passwd: False\n {4}passwd: secret\n {2}- name: root\n {4}lock_passwd: True\n\nchpasswd:/);
  assert.match(users, / {5}debian:secret\n {2}expire: False\n$/);
});

test('A key that is none ends the user-data half-written', () => {
  const users = seed({ci_user_pubkey: 'sk-ssh-ed25519 AAAA me'}).get('user-data') ?? '';
  assert.match(users, /users:\ncloudinit: invalid ssh key: \[sk-ssh-ed25519 AAAA me\]\./);
});

test('Only the first address gets the gateway, and REALDHCP is the guest’s own', () => {
  const network = seed({ci_ip4_addr: '10.0.0.5,10.0.0.6/25,REALDHCP'}).get('network-config') ?? '';
  assert.match(network, /address: 10\.0\.0\.5\/24\n {8}gateway: 10\.0\.0\.1\n/);
  assert.match(network, /address: 10\.0\.0\.6\/25\n {8}gateway: \n {6}- type: dhcp4/);
});
