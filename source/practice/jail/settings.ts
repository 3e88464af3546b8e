import {nodeVariables} from '../bhyve/register.ts';
import type {Call} from '../call.ts';
import {host, paths} from '../host.ts';
import {sourceAssignments} from '../sourced.ts';

export type Settings = Record<string, string>;

/** A profile as shipped, over it the node's own version of it. */
const profile = (call: Call, name: string, known: Settings): Settings => {
  const read: Settings = {};
  for (const folder of ['etc/defaults', 'etc']) {
    const text = call.world.read(`${host.workdir}/${folder}/jail-freebsd-${name}.conf`);
    if (text !== null) Object.assign(read, sourceAssignments(text, {...known, ...read}, call.wouldRun));
  }
  return read;
};

/** The parameters on the command line that survive beside a jconf (cbsd-create 2.1). */
const overriding = [
  'jnameserver',
  'quiet',
  'removejconf',
  'from',
  'flavor',
  'pkg_bootstrap',
  'delpkglist',
  'sysrc',
  'inter',
  'autorestart',
];

/** Arguments, known or not, are kept as `key="value"` and sourced again: they are evaluated once more. */
const asFile = (call: Call): string => [...call.given].map(([name, value]) => `${name}="${value}"\n`).join('');

/**
 * What `jcreate` works with: the defaults, over them the file (or the arguments as a file), over them the profile named by
 * `jprofile`, which beats what was asked for. `text` is the file as CBSD goes on with it, without carriage returns.
 */
export const readSettings = (call: Call): {settings: Settings; jconf: string; text: string} => {
  const {n0, n1} = call.paint;
  const jconf = call.get('jconf');
  const file = jconf === '' ? asFile(call) : call.received(jconf);
  if (file === null) return call.fail(`${n1}no such jconf file${n0}`);
  const text = file.replaceAll('\r', '');
  const asked = sourceAssignments(text, nodeVariables, call.wouldRun);
  const known = {...nodeVariables, jname: asked.jname ?? ''};
  const settings: Settings = {...profile(call, 'default', known), ...asked};
  if (settings.jprofile !== undefined && settings.jprofile !== '') {
    const read = profile(call, settings.jprofile, {...known, ...settings});
    if (Object.keys(read).length > 0)
      call.say(`${n1}Use profile: ${call.paint.n2}${profilePath(call, settings.jprofile)}${n0}`);
    Object.assign(settings, read);
  }
  for (const name of overriding) if (call.get(name) !== '') settings[name] = call.get(name);
  if (call.get('ver') !== '') settings.ver = call.get('ver');
  if (settings.ver === 'native') settings.ver = host.ver;
  if (settings.arch === 'native') settings.arch = host.arch;
  settings.stable = settings.ver?.includes('.') === true ? '0' : '1';
  return {settings, jconf, text};
};

const profilePath = (call: Call, name: string): string =>
  [paths.etc, `${paths.etc}/defaults`].map(folder => `${folder}/jail-freebsd-${name}.conf`).find(call.world.exists) ??
  '';
