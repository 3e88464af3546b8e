import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {dailyHost} from './host.ts';

test('a guest is exported to a file that was not there, and comes back under another name and address', async () => {
  const host = dailyHost();
  const out = await host.act('export', 'web1');
  assert.equal(out.job.state, 'done', out.notes.join());
  assert.match(out.plan.success, /\/usr\/jails\/export\/web1\.img$/);
  const again = await host.wish('export', 'web1');
  assert.match(again.refusals[0]?.reason ?? '', /export\/web1\.img is there already, and is not written over/);
  const [taken] = await cbsd.stale(again.assumptions, createPracticeTransport(host.folder));
  assert.equal(taken?.owner, 'export/web1.img', 'nor where it came there since');
  const form = (await host.look()).form('import', '', {});
  const image = 'fields' in form ? form.fields.find(({id}) => id === 'jname') : null;
  assert.deepEqual(
    [image?.value, image?.allowed?.map(({value}) => value)],
    ['/usr/jails/export/web1.img', ['/usr/jails/export/web1.img']],
    'what lies here is offered',
  );
  const name = 'fields' in form ? form.fields.find(({id}) => id === 'new_jname')?.fallback : null;
  assert.deepEqual(name, {value: 'web2', origin: 'next free'}, 'web1 is still here');
  const back = await host.act('import', '', {jname: '/usr/jails/export/web1.img', new_jname: 'web9'});
  assert.equal(back.job.state, 'done', back.notes.join());
  assert.deepEqual((await host.guest('web9')).addresses, ['10.0.0.2']);
  await host.undo(back);
  assert.ok(!(await host.look()).guests.some(({name}) => name === 'web9'));
});

test('an import that did nothing is not called done, whatever it ended with', async () => {
  const host = dailyHost();
  const missing = await host.wish('import', '/usr/jails/export/nobody.img', {new_jname: 'web9'});
  assert.match(missing.refusals[0]?.reason ?? '', /no image \/usr\/jails\/export\/nobody\.img/);
  const {job} = await host.act('import', '/root/nobody.img', {new_jname: 'web9'});
  assert.equal(job.state, 'failed');
  assert.match(job.sentence, /web9 is not in CBSD's database/);
});

test('names and addresses that are taken, a VM that runs and a hostile path are refused', async () => {
  const host = dailyHost();
  const code = async (target: string, answers = {}) => (await host.wish('import', target, answers)).refusals[0]?.code;
  assert.equal(await code('web1', {new_jname: 'db1'}), 'name-taken');
  assert.equal(await code('web1', {new_jname: 'w9', new_ip4_addr: '10.0.0.12'}), 'address-in-use');
  assert.equal(await code('../$(id).img', {new_jname: 'w9'}), 'invalid');
  await host.act('start', 'vm1');
  assert.match((await host.wish('export', 'vm1')).refusals[0]?.reason ?? '', /has to be stopped/);
});
