import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Transport} from '../../source/model/transport.ts';
import {startJail, startMachine} from '../../source/practice/kernel.ts';
import {readLog} from '../../source/practice/log.ts';
import {load} from '../../source/practice/node/nat/pf.ts';
import {openFor} from '../../source/practice/start.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {takeSnapshot} from '../../source/practice/zfs/snapshots.ts';
import {makeWorld} from './world.ts';

/** What a look asks of tools that sh may answer in the place of the program. */
const asked: readonly (readonly [string, ...string[]])[] = [
  ['arp', '-an'],
  ['grep', '-aH', '', 'etc/defaults/vnc.conf', 'etc/hosts', '/dev/null'],
  ['jls', 'jid', 'name'],
  ['pfctl', '-s', 'info'],
  ['pfctl', '-P', '-s', 'nat'],
  ['pfctl', '-P', '-s', 'rules'],
  ['sockstat', '-46l'],
  ['stat', '-f', '%z %N', 'etc/rc.conf', 'boot/loader.conf'],
  ['stat', '-f', '%z %N', 'src/iso/*'],
  ['zfs', 'list', '-Hp', '-t', 'snapshot', '-s', 'creation', '-o', 'name,creation'],
];

/** Each answer of both doors, from one shell and from the program within this process. */
async function answers(transport: Transport) {
  const line = asked.map(words => `${words.map(word => `'${word}'`).join(' ')}; echo "= $?"`).join('\n');
  const quick = (await transport.read({argv: ['sh', '-c', line]})).stdout.split(/(?<=^= \d+\n)/m);
  const whole = await Promise.all(asked.map(argv => transport.read({argv})));
  return asked.map(([...words], index) => {
    const {stdout = '', exitCode} = whole[index] ?? {};
    return {words: words.join(' '), quick: quick[index] ?? '', whole: `${stdout}= ${exitCode}\n`};
  });
}

test('What sh answers of a node is what the program would answer: while nothing runs, and while much does', async () => {
  const folder = makeWorld({world: 'demo', zfs: true});
  const transport = createPracticeTransport(folder);
  for (const {words, quick, whole} of await answers(transport)) assert.equal(quick, whole, words);

  const {world} = openFor(folder);
  for (const name of ['web1', 'db1'])
    startJail(world, {
      name,
      path: `/usr/jails/jails/${name}`,
      address: '10.0.0.11/24',
      hostname: `${name}.example.net`,
    });
  startMachine(world, {name: 'vm1', vncAddress: '127.0.0.1', vncPort: 5900});
  takeSnapshot(world, 'app1', 'before');
  world.write('/etc/own.conf', 'nat on em0 from 10.0.0.0/8 to any -> 192.0.2.10\npass all\n');
  assert.deepEqual(load(world, '/etc/own.conf'), []);
  world.close();
  const logged = readLog(folder).filter(({tool}) => tool !== 'sh');
  assert.equal(logged.length, 2 * asked.length, 'who answers tells the log, and nobody else does');
  const busy = await answers(transport);
  for (const {words, quick, whole} of busy) assert.equal(quick, whole, words);
  assert.match(busy.find(({words}) => words.startsWith('jls'))?.quick ?? '', /^1 web1\n2 db1\n= 0\n$/);
});
