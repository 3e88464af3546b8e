import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import type {CbsdContext} from '../../../../source/drivers/cbsd/context.ts';
import {exposeForm, ofGuest} from '../../../../source/drivers/cbsd/expose/form.ts';
import {readLines} from '../../../../source/drivers/cbsd/expose/lines.ts';
import {planExpose} from '../../../../source/drivers/cbsd/expose/plan.ts';
import type {Ports} from '../../../../source/drivers/cbsd/expose/ports.ts';
import type {StoredForward} from '../../../../source/drivers/cbsd/expose/stored.ts';
import {planUnexpose} from '../../../../source/drivers/cbsd/expose/unexpose.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {context, guest, noPorts} from '../bench.ts';
import {told} from '../plans/told.ts';

const web1 = guest('web1', '10.0.0.11', {state: 'running'});

const row = (hostPort: number, guestPort: number, fromips: string | null = 'any'): StoredForward => ({
  ...{guest: 'web1', protocol: 'tcp', hostPort, guestPort, inaddr: '0', outaddr: '', fromips},
});

const line = (port: number, inner: number, sources = 'any') =>
  `rdr pass proto tcp from {${sources}} to 192.0.2.10 port ${port} -> 10.0.0.11 port ${inner} # // Setup by CBSD expose: tcp-${inner}-web1 from IPs ${sources}`;

const host = (ports: Partial<Ports> = {}, more: Partial<CbsdContext> = {}, node = {}): CbsdContext =>
  context({guests: [web1], ports: {...noPorts, ...ports}, ...more}, node);

const refusal = (on: CbsdContext, ports: string, more = {}, target = 'web1'): string => {
  const {refusals, steps} = planExpose(target, {ports, ...more}, on);
  assert.deepEqual(refusals.length > 0 || steps.length === 0, true, 'it was planned');
  return refusals.map(({field, code, reason}) => `${code} ${field}: ${reason}`).join('\n');
};

function golden(name: string, text: string): void {
  assert.equal(text, readFileSync(path.join(import.meta.dirname, `${name}.txt`), 'utf8'));
}

test('exposing a running guest’s ports is a visible call each, with what has to be true after it', () => {
  golden(
    'expose',
    told(planExpose('web1', {ports: '8080:80 53/tcp+udp 2222:22 3333:22', from: '10.0.0.0/8,192.0.2.7'}, host())),
  );
});

test('of a stopped guest the rules are taken out again, and the plan says so', () => {
  const stopped = host({}, {guests: [{...web1, state: 'stopped'}]});
  golden('expose-stopped', told(planExpose('web1', {ports: '8080:80 53/udp'}, stopped)));
});

test('withdrawing names every value of the row and what stays', () => {
  const stored = [row(2222, 22), row(3333, 22, '0.0.0.0/0'), row(8080, 80)];
  const lines = readLines([line(2222, 22), line(3333, 22, '0.0.0.0/0'), line(8080, 80)].join('\n'));
  const on = host({stored, firewall: {...noPorts.firewall, lines}});
  golden('unexpose', told(planUnexpose('web1', {ports: '3333 8080:80'}, on)));
});

test('a plan tells what it touches: the firewall, each port of the host and the guest', () => {
  const {touches} = planExpose('web1', {ports: '8301/tcp+udp'}, host());
  assert.deepEqual(
    touches.map(({kind, id, mode}) => `${mode} ${kind} ${id}`.trim()),
    ['change guest web1', 'change firewall', 'change host-port tcp/8301', 'change host-port udp/8301'],
  );
});

test('a wrong port names its field, a range that is too wide is beyond what CBSD can do', () => {
  assert.match(refusal(host(), 'http'), /^invalid ports: "http" is no port/);
  assert.match(refusal(host(), '1000-1064'), /^unsupported ports: .*65 ports/);
  assert.match(refusal(host(), '80', {from: 'fd00::/8'}), /^invalid from: .*IPv4 only/);
  assert.match(refusal(host(), '80', {address: 'fd00::1'}), /^invalid address: CBSD forwards IPv4 only/);
  assert.match(refusal(host(), '80', {address: '203.0.113.9'}), /no address 203\.0\.113\.9: it has 192\.0\.2\.10/);
  assert.match(refusal(host(), '80', {address: '10.0.0.11'}), /address of jail web1/);
  assert.match(refusal(host(), '80', {color: 'red'}), /^invalid color/);
});

test('a node whose NAT cannot lead a port anywhere is refused with the way out', () => {
  assert.match(refusal(host({}, {}, {nat: ''}), '80'), /NAT is off.*cbsd natcfg fw_new=pf && cbsd naton/);
  assert.match(refusal(host({}, {}, {nat: 'ipfw'}), '80', {from: '10.0.0.0/8'}), /ipfw: CBSD ignores source limits/);
  assert.match(refusal(host({}, {}, {nat: 'ipfilter'}), '80'), /NAT is ipfilter/);
  const broken = {...noPorts.firewall, broken: '/usr/jails/etc/pfrdr.conf:3: syntax error'};
  assert.match(refusal(host({firewall: broken}), '80'), /do not load as they stand .*pfrdr\.conf:3/);
  assert.match(refusal(host({firewall: {...noPorts.firewall, live: null}}), '80'), /^unreadable/);
});

test('a guest without an IPv4 address, in between states or not there is refused', () => {
  const of = (changes: object) => refusal(host({}, {guests: [{...web1, ...changes}]}), '80');
  assert.match(of({addresses: []}), /^missing null: web1 has no address yet/);
  assert.match(of({addresses: ['fd00::5']}), /has IPv6 addresses only/);
  assert.match(of({state: 'busy'}), /^wrong-state/);
  assert.match(refusal(host(), '80', {}, 'nobody'), /^no-such-guest/);
});

test('before 14 CBSD knows no sources: none are given, limits and second doors are refused', () => {
  const old = host({takesSources: false, stored: [row(2222, 22, null)]});
  const {steps} = planExpose('web1', {ports: '80'}, old);
  assert.deepEqual(steps[0]?.command?.argv, [
    'cbsd',
    'expose',
    'mode=add',
    'jname=web1',
    'in=80',
    'out=80',
    'proto=tcp',
  ]);
  assert.match(refusal(old, '80', {from: '10.0.0.0/8'}), /^unsupported from: CBSD before 14/);
  assert.match(refusal(old, '3333:22'), /^unsupported ports: .*keeps one door/);
  assert.match(refusal(host({sourceless: ['web1']}), '80', {from: '10.0.0.0/8'}), /^unsupported from/);
});

test('more doors to one inside port than there are ways to tell their sources apart are refused', () => {
  assert.equal(planExpose('web1', {ports: '1:22 2:22 3:22 4:22'}, host()).steps.length, 4);
  assert.match(refusal(host(), '1:22 2:22 3:22 4:22 5:22'), /CBSD would keep one of them live/);
  assert.match(refusal(host(), '1:22 2:22', {from: '10.0.0.0/8'}), /same sources/);
  assert.match(refusal(host({stored: [row(1, 22)]}), '1:23'), /leads to 22 from any already/);
});

test('over the form stands whose ports they are', () => {
  assert.equal(ofGuest(exposeForm, 'web1').title, 'Expose ports of web1');
  assert.equal(ofGuest(exposeForm, '').title, 'Expose ports');
});

test('whose a port is already stands at the field while it is typed', () => {
  const door = {
    ...({guest: 'db1', protocol: 'tcp', hostAddress: '192.0.2.10', hostPort: 8080} as const),
    ...{
      guestAddress: '10.0.0.12',
      guestPort: 80,
      from: ['any'],
      stored: true,
      live: true,
      answers: null,
      reachable: null,
    },
    conflicts: [],
  };
  const on = host({map: [door]}, {guests: [web1, guest('db1', '10.0.0.12', {state: 'stopped'})]});
  const warned = (ports: string) =>
    resolveForm(ofGuest(exposeForm, 'web1'), {ports}, on).fields.find(({id}) => id === 'ports')?.warning ?? null;
  assert.match(warned('8300 8080:80') ?? '', /^8080\/tcp is taken: jail db1 \(stopped\) has it\.$/);
  assert.deepEqual([warned('8081:80'), warned('80x')], [null, null]);
});

test('a set fills the ports, and what it forgets is hinted at', () => {
  assert.equal(planExpose('web1', {set: 'consul'}, host()).steps.length, 8);
  assert.match(planExpose('web1', {ports: '53:8600'}, host()).warnings.join(), /DNS asks by UDP first/);
});

test('the host’s own rules are a refusal with the way that keeps them, and with a yes a warning', () => {
  const on = host({firewall: {...noPorts.firewall, foreign: ['block drop all', 'pass all', 'a', 'b']}});
  assert.match(
    refusal(on, '80'),
    /^wrong-state replace_rules: .*4 rules.*block drop all · pass all · a and 1 more.*construct-tui keep rules/,
  );
  const plan = planExpose('web1', {ports: '80', replace_rules: '1'}, on);
  assert.deepEqual(plan.refusals, []);
  assert.match(plan.warnings.join(), /They go/);
});
