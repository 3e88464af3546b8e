import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import type {Snapshot} from '../../../source/model/driver.ts';
import type {Answers} from '../../../source/model/form.ts';
import type {Job} from '../../../source/model/job.ts';
import {memoryJobs} from '../memory-jobs.ts';
import {diskText} from './disks.ts';
import {put} from './place.ts';
import {libvirtStandIn} from './stand-in.ts';

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

/** A libvirt stand-in with one image, and what is planned and run on it: the driver and the runner's heart, no program. */
export function libvirtBench() {
  const host = libvirtStandIn();
  put(host.place, '/var/lib/libvirt/images/tiny.qcow2', diskText(24 * 1024 ** 2, null));
  const jobs = memoryJobs({driver: libvirt, transport: host.transport});
  const look = async (): Promise<Snapshot> => {
    const probe = await libvirt.probe(host.transport);
    if (!probe) throw new Error('there is no libvirt in this stand-in');
    return libvirt.inspect(host.transport, probe, operator);
  };
  return {
    host,
    jobs,
    look,
    /** Looks, plans and runs. Throws when it is refused, or not done in the end. */
    async act(action: string, target: string, answers: Answers = {}): Promise<Job> {
      const plan = (await look()).plan(action, target, answers);
      if (plan.refusals.length > 0)
        throw new Error(`${plan.title}: ${plan.refusals.map(({reason}) => reason).join(' ')}`);
      const job = await jobs.run(plan);
      if (job.state !== 'done') throw new Error(job.sentence);
      return job;
    },
  };
}

export type LibvirtBench = ReturnType<typeof libvirtBench>;
