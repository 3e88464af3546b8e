import assert from 'node:assert/strict';
import {test} from 'node:test';
import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import type {Plan, Step} from '../../../source/model/plan.ts';
import type {Transport} from '../../../source/model/transport.ts';
import {memoryJobs} from '../../helpers/memory-jobs.ts';
import {libvirtRows} from '../../helpers/struck-libvirt.ts';

/** The same host; before each step that brings something about, `told` hears what its own claim is worth by then. */
function asking(plan: Plan, transport: Transport, told: (step: Step, truth: string) => void): Transport {
  const ask = async (step: Step | undefined) => {
    if (step?.check && step.undo?.length) told(step, (await libvirt.check(step.check, transport)).truth);
  };
  return {
    ...transport,
    async execute(command, ...heard) {
      await ask(plan.steps.find(step => step.command?.argv.join('\0') === command.argv.join('\0')));
      return transport.execute(command, ...heard);
    },
    async write(path, ...rest) {
      await ask(plan.steps.find(({file}) => file?.path === path));
      return transport.write(path, ...rest);
    },
  };
}

for (const row of libvirtRows)
  test(`${row.action} of ${row.target}: what a step claims is not true before it, and true afterwards`, async () => {
    const ground = row.open();
    await ground.prepare();
    const plan = await ground.plan();
    const early: string[] = [];
    let asked = 0;
    const transport = asking(plan, ground.transport, (step, truth) => {
      asked += 1;
      if (truth !== 'false') early.push(`${step.title}: ${step.check?.says}: ${truth}`);
    });
    const job = await memoryJobs({driver: libvirt, transport}).run(plan);
    assert.equal(job.state, 'done', job.sentence);
    assert.deepEqual(early, []);
    assert.ok(asked > 0 || row.lasting);
  });
