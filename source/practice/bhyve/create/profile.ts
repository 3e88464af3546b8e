import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {sourceAssignments} from '../../sourced.ts';
import {nodeVariables} from '../register.ts';
import type {Answers, Values} from './answers.ts';
import {mergeAssignments} from './merge.ts';

/** `removes`: whether the jconf is deleted at the end, which only the node's own settings file can prevent. */
export type Merged = {readonly values: Values; readonly text: string; readonly removes: boolean};

/**
 * Defaults, the shipped profile, the node's own defaults, the node's own profile (and the extra folder's), then the answers:
 * later wins (cbsd-create 4.2).
 */
export function mergedValues(call: Call, answers: Answers): Merged {
  const {world} = call;
  const given = answers.values;
  const name = given.vm_os_profile ?? '';
  if (name === '') return call.fail('No such vm_os_profile=');
  const profile = `vm-${(given.vm_os_type || 'freebsd').toLowerCase()}-${name}.conf`;
  const extra = given.extra_profile_dir ?? '';
  const shipped = [`${paths.etc}/defaults/${profile}`, `${paths.etc}/${profile}`];
  if (!shipped.some(world.exists) && !world.exists(`${extra}/${profile}`)) {
    if (extra !== '' && !world.isFolder(extra)) call.err(`bcreate warning: no such extra_profile_dir: ${extra}\n`);
    return call.fail(`bcreate error: no such profile: ${profile}`);
  }
  const node = `${paths.etc}/bhyve-default-default.conf`;
  const files = [`${paths.etc}/defaults/bhyve-default-default.conf`, shipped[0], node, shipped[1]];
  if (extra !== '') files.push(`${extra}/${profile}`);
  const settled = `vm_os_type='${(given.vm_os_type || 'freebsd').toLowerCase()}'\n`;
  const text = mergeAssignments([...files.map(file => world.read(file ?? '') ?? ''), answers.text, settled]);
  const source = (assignments: string, known: Values): Values =>
    sourceAssignments(assignments, {...nodeVariables, ...known}, call.wouldRun);
  const vnc = source(
    ['defaults/', ''].map(folder => world.read(`${paths.etc}/${folder}vnc.conf`) ?? '').join('\n'),
    {},
  );
  const values = withVnc(source(text, given), vnc);
  return {values, text, removes: source(world.read(node) ?? '', {}).removejconf !== '0'};
}

/** What stays empty comes from the node's VNC settings. */
function withVnc(values: Values, vnc: Values): Values {
  const fallbacks: Values = {
    bhyve_vnc_resolution: `${vnc.default_vnc_width}x${vnc.default_vnc_height}`,
    bhyve_vnc_tcp_bind: vnc.default_vnc_tcp_bind ?? '',
    bhyve_vnc_vgaconf: values.default_bhyve_vnc_vgaconf ?? '',
    bhyve_vnc_kbdlayout: values.default_bhyve_vnc_kbdlayout ?? '',
    tpm: values.default_tpm ?? '',
    cd_vnc_wait: ['auto', '1'].includes(vnc.default_vnc_wait ?? '') ? '1' : '0',
    vnc_password: vnc.default_vnc_password ?? '',
  };
  const missing = Object.entries(fallbacks).filter(([name]) => !values[name]);
  return {...values, ...Object.fromEntries(missing)};
}
