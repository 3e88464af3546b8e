import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Answers} from '../../source/model/form.ts';
import {inProcess} from '../helpers/in-process.ts';
import {differences, nodeState} from '../helpers/node-state.ts';
import {makeWorld} from '../practice/world.ts';

/**
 * What is fetched once stays on a node for the next guest (images, bases, what is registered of them), as does what it numbers or made
 * for itself.
 */
const stays = [
  /^\/usr\/jails\/(src\/iso|basejail|\.ssh|tmp)(\/|$)/,
  /\/(bsdbase|storage_media\.sqlite\/media)$/,
  /^\/var\/run\/practice-/,
];
const isLeftOut = (path: string): boolean => stays.some(each => each.test(path));

/** How the article of CBSD and Consul goes, by our plans alone. */
test('a VM, its clone, a jail with Consul and its eight forwards: all are live, and removed they leave the host as it was', async () => {
  const folder = makeWorld({world: 'fresh', zfs: true});
  const host = inProcess(folder);
  await host.transport.execute({argv: ['cbsd', 'naton'], env: {NOINTER: '1'}});
  const before = nodeState(folder, isLeftOut);
  const act = async (look: Snapshot, action: string, target: string, answers: Answers = {}) => {
    const plan = look.plan(action, target, answers);
    assert.deepEqual(plan.refusals, [], `${action} ${target}`);
    const job = await host.run(plan);
    assert.equal(job.state, 'done', `${action} ${target}: ${job.sentence}`);
  };
  await act(await host.look(), 'create-vm', '', {jname: 'clu1', imgsize: '10g', vm_ram: '4g', start: '0'});
  await act(await host.look(), 'clone', 'clu1', {new: 'clu2'});
  const made = await host.look();
  await act(made, 'start', 'clu1');
  await act(made, 'create-jail', '', {jname: 'consul', pkglist: 'consul'});
  await act(await host.look(), 'expose', 'consul', {
    ports: '8300 8301/tcp+udp 8302/tcp+udp 8500 53:8600/tcp+udp',
  });

  const all = await host.look();
  assert.deepEqual(
    all.guests.map(({name, state}) => `${name} ${state}`),
    ['clu1 running', 'clu2 running', 'consul running'],
  );
  assert.equal(new Set(all.guests.flatMap(({addresses}) => addresses)).size, 3, 'nobody shares an address');
  assert.equal(all.forwards.length, 8);
  for (const {guest, stored, live, conflicts} of all.forwards)
    assert.deepEqual([guest, stored, live, conflicts], ['consul', true, true, []]);
  assert.deepEqual(
    all.forwards.filter(({hostPort}) => hostPort === 53).map(({protocol, guestPort}) => `${protocol} ${guestPort}`),
    ['tcp 8600', 'udp 8600'],
  );

  await act(all, 'destroy', 'consul');
  await act(all, 'destroy', 'clu2');
  await act(await host.look(), 'destroy', 'clu1');
  assert.deepEqual(differences(before, nodeState(folder, isLeftOut)), []);
});
