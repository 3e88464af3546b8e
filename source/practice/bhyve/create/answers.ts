import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {sourceAssignments} from '../../sourced.ts';
import {createParameters} from '../columns.ts';
import {nodeVariables} from '../register.ts';

export type Values = Readonly<Record<string, string>>;

/** What the operator asked for: the text that is merged over the profile, and what sourcing it gave. */
export type Answers = {readonly jname: string; readonly text: string; readonly values: Values; readonly jconf: string};

/**
 * Args mode: every `name=value`, known or not, as if it stood in a file. Jconf mode: the file, over it the arguments that bcreate
 * knows. In both, host name and paths that are no arguments are the defaults, whatever the file says (cbsd-create 4.3.1).
 */
export function answersOf(call: Call): Answers {
  const jconf = call.get('jconf');
  const file = jconf === '' ? lines(call.given) : call.received(jconf);
  if (file === null) return call.fail('no such jconf file');
  const text = file.replaceAll('\r', '');
  const values = sourceAssignments(text, nodeVariables, call.wouldRun);
  const jname = values.jname ?? call.get('jname');
  if (jname === '') call.fail('bcreate: please set: jname=');
  const asked = new Map<string, string>();
  for (const name of createParameters) {
    const value = call.get(name) || defaults(jname)[name];
    if (value) asked.set(name, value);
  }
  return {jname, jconf, text: `${text}\n${lines(asked)}`, values: {...values, ...Object.fromEntries(asked), jname}};
}

const defaults = (jname: string): Values => ({
  emulator: 'bhyve',
  host_hostname: `${jname}.my.domain`,
  path: `${paths.jails}/${jname}`,
  data: `${paths.data}/${jname}-data`,
  rcconf: `${paths.rcconf}/rc.conf_${jname}`,
});

/** Values that were evaluated as arguments are evaluated once more here. */
const lines = (values: Iterable<readonly [string, string]>): string =>
  [...values].map(([name, value]) => `${name}="${value}"\n`).join('');
