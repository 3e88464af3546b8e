import {documentOf, part} from '../helpers/document.ts';
import {type LibvirtHost, libvirtHost, tiny} from '../helpers/libvirt.ts';
import type {Run} from '../helpers/run.ts';
import {needs} from '../helpers/skip.ts';
import {type Bench, type Figure, median} from './measure.ts';

const small = ['--set', `image=${tiny}`, '--set', 'memory=64m', '--set', 'size=320m'];
const rounds = 5;

export const libvirtJobs: Bench = {
  name: 'libvirt-jobs',
  title: 'making and cloning VMs on a real libvirt (a daemon of the bench’s own)',
  async run() {
    if (needs('libvirt') !== false) return [];
    const cleaning: (() => unknown)[] = [];
    try {
      const host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
      await host.bringImage();
      await done(host.here('setup', '--yes'));
      return [...(await creating(host)), ...(await cloning(host))];
    } finally {
      for (const clean of cleaning.reverse()) await clean();
    }
  },
};

/** The same plan as a job and as the script that we write of it, in turns. */
async function creating(host: LibvirtHost): Promise<readonly Figure[]> {
  const words = ['create', 'vm', 'made', ...small];
  const jobs: number[] = [];
  const scripts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const script = (await done(host.here(...words, '--export', 'sh'))).stdout;
    scripts.push(await timed(() => done(host.on(['sh', '-c', script]))));
    await done(host.here('destroy', 'made', '--confirm', 'made'));
    jobs.push(inside(await done(host.here(...words, '--yes', '--json'))));
    await done(host.here('destroy', 'made', '--confirm', 'made'));
  }
  const [job, script] = [median(jobs), median(scripts)];
  return [
    {what: 'our own plan of a VM as a script', value: script / 1000, unit: 's'},
    {what: 'the job with its checks and its journal', value: job / 1000, unit: 's'},
    {what: 'the job, more than 1.1 × the script', value: (job - 1.1 * script) / 1000, unit: 's', goal: 0.3},
  ];
}

/** A guest that is off, for virt-clone takes no other, with 256 MiB on its disk. */
async function cloning(host: LibvirtHost): Promise<readonly Figure[]> {
  if ((await host.on(['sh', '-c', 'command -v virt-clone'])).exit !== 0) return [];
  await done(host.here('create', 'vm', 'src', ...small, '--set', 'start=0', '--yes'));
  const disk = '/var/lib/libvirt/images/construct-tui/src.qcow2';
  await done(host.on(['qemu-io', '-c', 'write -P 7 32M 256M', disk]));
  const [ours, theirs, bytes, theirBytes]: number[][] = [[], [], [], []];
  for (let round = 0; round < 3; round += 1) {
    const empty = await used(host);
    const virtClone = ['virt-clone', '-q', '--original', 'src', '--name', 'theirs', '--auto-clone'];
    theirs?.push(await timed(() => done(host.on(virtClone))));
    theirBytes?.push((await used(host)) - empty);
    await done(host.on(['virsh', '-q', 'undefine', 'theirs', '--storage', 'vda']));
    const before = await used(host);
    ours?.push(inside(await done(host.here('clone', 'src', 'ours', '--set', 'start=0', '--yes', '--json'))));
    bytes?.push((await used(host)) - before);
    await done(host.here('destroy', 'ours', '--confirm', 'ours'));
  }
  const [our = 0, their = 0] = [median(ours ?? []), median(theirs ?? [])];
  return [
    {what: 'virt-clone of 256 MiB', value: their / 1000, unit: 's'},
    {what: 'a quick clone, checked, beside it', value: our / their, unit: '×', goal: 1},
    {what: 'virt-clone of 256 MiB', value: median(theirBytes ?? []) / 1024 ** 2, unit: 'MiB'},
    {what: 'a quick clone', value: median(bytes ?? []) / 1024 ** 2, unit: 'MiB', goal: 2},
  ];
}

async function done(running: Promise<Run>): Promise<Run> {
  const told = await running;
  if (told.exit !== 0) throw new Error(`${told.stdout}${told.stderr}`);
  return told;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

/** Milliseconds from a job's first step to its end. */
const inside = (told: Run): number => {
  const job = part(documentOf(told, false), 'job');
  return Date.parse(String(part(job, 'endedAt'))) - Date.parse(String(part(job, 'startedAt')));
};

/** Bytes on the disk below the folder of images. */
const used = async (host: LibvirtHost): Promise<number> =>
  Number((await host.on(['du', '-s', '--block-size=1', '/var/lib/libvirt/images'])).stdout.split('\t')[0]);
