import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shownContent} from '../../source/model/command.ts';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Answers, FieldView} from '../../source/model/form.ts';
import {line} from '../../source/model/kinds/value.ts';
import type {Plan} from '../../source/model/plan.ts';
import {all, readXml, type Xml} from '../../source/text/xml.ts';
import {inProcess} from '../helpers/in-process.ts';
import {libvirtBench} from '../helpers/libvirt/bench.ts';
import {hostile} from '../soak/values.ts';
import {dailyHost} from './cbsd/daily/host.ts';
import {sourced} from './cbsd/sourced.ts';

type Wish = readonly [action: string, target: string, beside: Answers];

/** Every form that a driver has, and what its other fields need; the target is a guest that is there. */
const wishes: Readonly<Record<'libvirt' | 'CBSD', readonly Wish[]>> = {
  libvirt: [
    ['create-vm', '', {jname: 'new1', ci_ip4_addr: '172.16.100.77/24'}],
    ['clone', 'db', {new: 'new1'}],
    ['expose', 'db', {ports: '8099:80'}],
    ['unexpose', 'web', {ports: 'all'}],
    ['set', 'db', {}],
    ['rename', 'db', {new: 'new1'}],
    ['snapshot-create', 'db', {}],
    ['disk-add', 'db', {}],
    ['disk-grow', 'db', {size: '5g'}],
    ['nic-add', 'db', {}],
  ],
  CBSD: [
    ['create-jail', '', {jname: 'new1', ver: 'empty', pkg_bootstrap: '0'}],
    ['create-vm', '', {jname: 'new1'}],
    ['clone', 'web1', {new: 'new1'}],
    ['expose', 'web1', {ports: '8099:80'}],
    ['unexpose', 'web1', {ports: 'all'}],
    ['set', 'web1', {}],
    ['set', 'vm1', {}],
    ['rename', 'db1', {new: 'new1'}],
    ['snapshot-create', 'db1', {}],
    ['disk-add', 'vm1', {}],
    ['nic-add', 'vm1', {}],
  ],
};

async function madeHost() {
  const bench = libvirtBench();
  await bench.act('create-vm', '', {jname: 'web'});
  await bench.act('expose', 'web', {ports: '8080:80'});
  await bench.act('create-vm', '', {jname: 'db', start: '0'});
  return bench;
}

const fieldsOf = (now: Snapshot, action: string, target: string, beside: Answers): readonly FieldView[] => {
  const form = now.form(action, target, beside);
  assert.ok('fields' in form, action);
  return form.fields.filter(({visible}) => visible);
};

const hosts = {
  libvirt: {look: async () => (await madeHost()).look(), judge: readAsMeant},
  CBSD: {look: () => inProcess(dailyHost().folder).look(), judge: plainWords},
} as const;

for (const name of ['libvirt', 'CBSD'] as const)
  test(`${name}: whatever is typed into any field is refused by its field, or stands whole in one argument, or in a file that quotes it`, async () => {
    const {look, judge} = hosts[name];
    const now = await look();
    const told = {refused: 0, carried: 0};
    for (const [action, target, beside] of wishes[name]) {
      const plain = now.plan(action, target, beside);
      assert.deepEqual(plain.refusals, [], action);
      // some of them for each field, all of them over the fields; CBSD's long forms are the soak's (`arrives`)
      const apart = name === 'CBSD' && action.startsWith('create') ? 12 : 3;
      for (const [at, field] of fieldsOf(now, action, target, beside).entries())
        for (const value of hostile.filter((_, index) => index % apart === at % apart)) {
          const plan = now.plan(action, target, {...beside, [field.id]: value});
          const what = `${action} ${field.id}=${JSON.stringify(value)}`;
          if (plan.refusals.length > 0) {
            assert.ok(
              plan.refusals.every(({reason}) => reason !== ''),
              what,
            );
            told.refused += 1;
          } else {
            standsWhole(plan, plain, value, what);
            judge(plan, what);
            told.carried += 1;
          }
        }
    }
    assert.ok(told.refused > 300 && told.carried > 50, JSON.stringify(told));
  });

/** No text of sh holds it. */
function standsWhole(plan: Plan, plain: Plan, value: string, what: string): void {
  const texts = new Set(plain.steps.map(({command}) => (command?.argv[0] === 'sh' ? command.argv[2] : null)));
  for (const {command} of plan.steps) {
    if (command?.argv[0] === 'sh')
      assert.ok(value.length < 4 || texts.size === 1 || !command.argv[2]?.includes(value), what);
    for (const word of command?.argv ?? []) assert.ok(!word.includes('\0'), what);
  }
}

/** CBSD evaluates what it is given, as root: plain words for it, and nothing but quoted assignments in files that it sources. */
function plainWords(plan: Plan, what: string): void {
  for (const {command, file} of plan.steps) {
    if (command?.argv[0] === 'cbsd')
      for (const word of command.argv) assert.match(word, /^[A-Za-z0-9_=.,:@%/+# -]+$/, what);
    if (file?.path.endsWith('.conf')) sourced(shownContent(file.content));
  }
}

/** No XML has an element more, and no line of a file for nft is another one. */
function readAsMeant(plan: Plan, what: string): void {
  for (const {file} of plan.steps) {
    const content = file && shownContent(file.content);
    if (file?.path.endsWith('.xml')) {
      const [domain, ...others] = readXml(content ?? '');
      assert.ok(domain && others.length === 0, what);
      assert.deepEqual([all(domain, 'devices', 'emulator'), scripts(domain)], [[], []], what);
    }
    if (file?.path.endsWith('.nft'))
      assert.match(content ?? '', /^add element ip construct_tui (tcp|udp)_doors \{ [\w. /:",-]+ \}\n$/, what);
  }
}

const scripts = (node: Xml): readonly string[] => [
  ...(/^(script|emulator|commandline|hook)$/.test(node.name) ? [node.name] : []),
  ...node.children.flatMap(child => (typeof child === 'string' ? [] : scripts(child))),
];

test('libvirt: a description that any shell, XML or libvirt would read otherwise arrives as it was typed, and nothing of it is run', async () => {
  const bench = await madeHost();
  const lines = hostile.filter(text => line(text) === null && text.trim() === text && text !== '' && text.length < 100);
  for (const description of lines.filter((_, index) => index % 3 === 0)) {
    const job = await bench.act('set', 'db', {description});
    assert.equal(job.state, 'done', description);
  }
  assert.ok(bench.host.ran.every(received => !('argv' in received) || !/touch|reboot/.test(received.argv[0] ?? '')));
});
