import {chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import type {Plan, Step} from '../../../source/model/plan.ts';
import type {Transport} from '../../../source/model/transport.ts';
import {createLocalTransport} from '../../../source/transport/local.ts';
import type {LibvirtHost} from '../libvirt.ts';
import {memoryJobs} from '../memory-jobs.ts';
import {root} from '../program.ts';

/** A tool refuses; ends with 0 and has done nothing; is killed before it did anything; is killed when it has done all. */
export const libvirtFaults = ['fail', 'lie', 'die', 'late'] as const;
/** `down`: libvirt's daemon dies just before. */
export type LibvirtFault = (typeof libvirtFaults)[number] | 'down';

/** Tools by which plans change a host: a wrapper of that name stands before each. */
const tools = ['virsh', 'qemu-img', 'cloud-localds', 'nft', 'rm', 'mkdir'];
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Plans and jobs on a real host within this process, whose tools can be made to fail at one step. */
export function faultyLibvirt({folder, root: hostRoot, into}: LibvirtHost) {
  const wrappers = path.join(folder, 'wrappers');
  const seen = path.join(hostRoot, wrappers); // the folder is a file system of the host's own
  mkdirSync(seen);
  copyFileSync(path.join(root, 'test/helpers/libvirt/wrapper.sh'), path.join(seen, 'wrapper'));
  chmodSync(path.join(seen, 'wrapper'), 0o755);
  for (const tool of tools) symlinkSync('wrapper', path.join(seen, tool));
  const elevate = ['/usr/bin/nsenter', ...into];
  const plain = createLocalTransport({elevate, root: hostRoot, path: systemPath});
  const behind = createLocalTransport({elevate, root: hostRoot, path: `${wrappers}:${systemPath}`});
  let struck: {readonly step: Step; readonly kind: LibvirtFault} | null = null;
  const transport: Transport = {
    ...plain,
    execute: (command, heard, onStart) => behind.execute(command, heard, onStart),
    async write(file, content, mode) {
      if (struck?.step.file?.path !== file) return plain.write(file, content, mode);
      return struck.kind === 'lie' ? null : 'ENOSPC';
    },
  };
  const jobs = memoryJobs({driver: libvirt, transport});
  return {
    jobs,
    transport,
    /** What befalls this step from now on; null: nothing any more. */
    strike(step: Step | null, kind: LibvirtFault = 'fail') {
      struck = step && {step, kind};
      rmSync(path.join(seen, 'on'), {force: true});
      if (!step?.command) return;
      writeFileSync(path.join(seen, 'kind'), kind);
      writeFileSync(path.join(seen, 'on'), step.command.argv.join(' '));
    },
    async look() {
      const probe = await libvirt.probe(transport);
      if (!probe) throw new Error('there is no libvirt on this host');
      return libvirt.inspect(transport, probe, {user: 'alice', machine: 'laptop', publicKeys: []});
    },
    async plan(action: string, target: string, answers: Readonly<Record<string, string>> = {}): Promise<Plan> {
      const plan = (await this.look()).plan(action, target, answers);
      if (plan.refusals.length > 0) throw new Error(plan.refusals.map(({reason}) => reason).join(' '));
      return plan;
    },
  };
}

export type FaultyLibvirt = ReturnType<typeof faultyLibvirt>;

/** Whether this can befall the step: files are written by no tool, and are whole or not there. */
export const canBefall = ({command, file}: Step, kind: LibvirtFault): boolean =>
  file === undefined ? tools.includes(command?.argv[0] ?? '') : kind === 'fail' || kind === 'lie';
