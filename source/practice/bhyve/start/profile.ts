import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {sourceAssignments} from '../../sourced.ts';
import type {Guest} from '../guest.ts';
import {nodeVariables} from '../register.ts';

export type Settings = Readonly<Record<string, string>>;

/** The node's VM defaults and the VM's profile as a start reads them: shipped, the node's own, then the VM's own copies. */
export function startSettings(call: Call, guest: Guest): Settings {
  const {world} = call;
  const {jname, value} = guest;
  const own = `${paths.system}/${jname}/etc`;
  const folders = [`${paths.etc}/defaults`, paths.etc, own];
  const profile = `vm-${value('vm_os_type')}-${value('vm_os_profile')}.conf`;
  const files = ['bhyve-default-default.conf', 'vnc.conf', 'bstart.conf', profile];
  const read = files.flatMap(name => folders.map(folder => `${folder}/${name}`));
  const extra = call.get('extra_profile_dir');
  if (extra !== '') read.push(`${extra}/${profile}`);
  const text = [...read, `${own}/rc.conf`].map(path => assignments(world.read(path) ?? '')).join('\n');
  return sourceAssignments(text, {...nodeVariables, jname}, call.wouldRun);
}

/** One-line conditions ask for a FreeBSD older than this one: they never hold. */
const assignments = (text: string): string => text.replaceAll(/^\[.*$/gm, '');
