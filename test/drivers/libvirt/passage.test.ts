import assert from 'node:assert/strict';
import {test} from 'node:test';
import {check} from '../../../source/drivers/libvirt/check.ts';
import {result, scriptedTransport} from '../../jobs/made.ts';

/** A host whose firewalls tell this when they are asked; `zone`: what firewalld answers. */
function hostWith(sections: Readonly<Record<string, string>>, zone: {stdout?: string; stderr?: string} = {}) {
  const look = Object.entries(sections).map(([name, text]) => `\u001E${name}\n${text}\n`);
  const {transport} = scriptedTransport();
  return {
    ...transport,
    read: async (command: Parameters<typeof transport.read>[0]) =>
      result(command, command.argv[0] === 'firewall-cmd' ? zone : {stdout: look.join('')}),
  };
}

const claims = async (
  host: ReturnType<typeof hostWith>,
  expect: Readonly<Record<string, string>>,
  ids: readonly string[],
) =>
  (await Promise.all(ids.map(id => check({id, target: 'virbr100', expect, says: ''}, host)))).map(({truth}) => truth);

const passage = ['passes', 'kept-out'] as const;
const drops = '-P INPUT DROP\n-P FORWARD ACCEPT';
const chain = (hook: string, policy: string) =>
  JSON.stringify({nftables: [{chain: {family: 'inet', table: 'own', name: 'into', hook, policy}}]});

test('a rule that lets guests ask for an address counts once the firewall has it, and not before', async () => {
  const asked = {need: 'dhcp', by: 'iptables'};
  assert.deepEqual(await claims(hostWith({rules: drops}), asked, passage), ['false', 'true']);
  const opened = `${drops}\n-A INPUT -i virbr100 -p udp -m udp --dport 67 -j ACCEPT`;
  assert.deepEqual(await claims(hostWith({rules: opened}), asked, passage), ['true', 'false']);
  const other = `${drops}\n-A INPUT -i virbr100 -p udp -m udp --dport 53 -j ACCEPT`;
  assert.deepEqual(await claims(hostWith({rules: other}), asked, passage), ['false', 'true'], 'another port');
});

test('a chain of nft’s own keeps out what its policy drops, until our marked rule stands in it', async () => {
  const asked = {need: 'dns', by: 'nft'};
  const shut = {chains: chain('input', 'drop')};
  assert.deepEqual(await claims(hostWith(shut), asked, passage), ['false', 'true']);
  const passes = 'iifname "virbr100" udp dport 53 accept comment "construct-tui virbr100 dns"';
  assert.deepEqual(await claims(hostWith({...shut, passes}), asked, passage), ['true', 'false']);
  for (const harmless of [chain('input', 'accept'), chain('output', 'drop')])
    assert.deepEqual(await claims(hostWith({chains: harmless}), asked, passage), ['true', 'false']);
});

test('of a firewall that cannot be asked nothing is known', async () => {
  assert.deepEqual(await claims(hostWith({}), {need: 'dns', by: 'nft'}, passage), ['unknown', 'unknown']);
});

test('firewalld’s own word says in which zone our bridge is; what it does not answer is not known', async () => {
  const zones = ['zoned', 'unzoned'] as const;
  for (const [said, wanted] of [
    [{stdout: 'libvirt\n'}, ['true', 'false']],
    [{stdout: 'public\n'}, ['false', 'true']],
    [{stderr: 'no zone\n'}, ['false', 'true']],
    [{stderr: 'FirewallD is not running\n'}, ['unknown', 'unknown']],
  ] as const)
    assert.deepEqual(await claims(hostWith({}, said), {lasting: '--permanent'}, zones), wanted);
});
