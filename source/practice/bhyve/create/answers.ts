import {parseArguments} from '../../arguments.ts';
import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {sourceAssignments} from '../../sourced.ts';
import {createParameters} from '../columns.ts';
import {wouldRun} from '../injected.ts';
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
  const text = jconf === '' ? '' : fileText(call, jconf);
  const given = jconf === '' ? everyArgument(call) : {};
  const fromFile = sourceAssignments(text, nodeVariables, wouldRun(call));
  const jname = fromFile.jname ?? given.jname ?? call.get('jname');
  if (jname === '') call.fail('bcreate: please set: jname=');
  const fixed: Record<string, string> = {
    emulator: 'bhyve',
    host_hostname: `${jname}.my.domain`,
    path: `${paths.jails}/${jname}`,
    data: `${paths.data}/${jname}-data`,
    rcconf: `${paths.rcconf}/rc.conf_${jname}`,
  };
  const asked: Record<string, string> = {};
  for (const name of createParameters) {
    const value = call.get(name) || fixed[name];
    if (value) asked[name] = value;
  }
  const values = {...fromFile, ...given, ...asked, jname};
  const overFile = quoted({...given, ...asked});
  return {jname, values, jconf, text: `${text.replaceAll('\r', '')}\n${overFile}`};
}

function fileText(call: Call, path: string): string {
  return call.received(path) ?? call.fail('no such jconf file');
}

function everyArgument(call: Call): Record<string, string> {
  const names = call.argv.filter(one => one.includes('=')).map(one => one.slice(0, one.indexOf('=')));
  return Object.fromEntries(parseArguments(call.argv, new Set(names), call.env, wouldRun(call)).values);
}

const quoted = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('');
