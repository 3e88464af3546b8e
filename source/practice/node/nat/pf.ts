import {host} from '../../host.ts';
import type {World} from '../../world.ts';

/** What pf holds, as opposed to what is written in files: one rule a line. `pfctl` shows and changes exactly these. */
export const loadedFile = '/var/run/pf.rules';
const enabledFile = '/var/run/pf.enabled';

export const loadedRules = (world: World): string[] =>
  (world.read(loadedFile) ?? '').split('\n').filter(line => line !== '');

export const isEnabled = (world: World): boolean => world.exists(enabledFile);

/** False when it was on already: pfctl says so and ends with 1. */
export const enable = (world: World): boolean => {
  if (isEnabled(world)) return false;
  store(world, enabledFile, '');
  return true;
};

export const disable = (world: World): boolean => {
  if (!isEnabled(world)) return false;
  world.remove(enabledFile);
  return true;
};

/** `pfctl -F nat`: translation rules go, filter rules stay. */
export const flushTranslation = (world: World): void =>
  store(world, loadedFile, text(loadedRules(world).filter(rule => !/^(nat|rdr|binat)\b/.test(rule))));

/** What a file holds, and the lines of it that pf cannot read. */
export const read = (world: World, file: string): {readonly rules: string[]; readonly wrong: string[]} => {
  const rules = gather(world, file, 0);
  return {
    rules: rules.map(({rule}) => rule),
    wrong: rules.filter(({rule}) => !isRule(rule)).map(({at}) => `${at}: syntax error`),
  };
};

/** `pfctl -f FILE`: all or nothing. Returns the lines that pf cannot read. */
export const load = (world: World, file: string): string[] => {
  const {rules, wrong} = read(world, file);
  if (wrong.length === 0) store(world, loadedFile, text(rules));
  return wrong;
};

type Line = {readonly at: string; readonly rule: string};

/** A file's rules with what it includes; comments and blank lines are not rules. */
const gather = (world: World, file: string, depth: number): Line[] =>
  (world.read(file) ?? '').split('\n').flatMap((line, index) => {
    const rule = line.replace(/\s+#.*$|^#.*$/, '').trim();
    const included = /^include\s+"(.*)"$/.exec(rule)?.[1];
    if (included !== undefined && depth < 8) return gather(world, included, depth + 1);
    return rule === '' ? [] : [{at: `${file}:${index + 1}`, rule}];
  });

const list = String.raw`\{\s*[\w.:/!-]+(\s*,?\s*[\w.:/!-]+)*\s*\}`;
const address = String.raw`!?\s*(${list}|[\w.:/-]+|<\w+>|\([\w:]+\))`;
const ports = String.raw`( port (\d{1,5}(:\d{1,5}|:\*)?|[a-z]+|${list}))?`;
const translation = new RegExp(
  String.raw`^(no )?(nat|rdr|binat)( pass)?( log)?( on ${address})?( inet6?)?( proto (${list}|\w+))?` +
    ` from ${address}${ports} to ${address}${ports}( -> ${address}${ports}.*)?$`,
);

/** Translation rules are checked as pf would; anything else that begins with a word of pf's is believed. */
const isRule = (rule: string): boolean =>
  translation.test(rule) ||
  /^(pass|block|match|set|scrub|table|anchor|load|antispoof|queue|altq|nat-anchor|rdr-anchor|\w+\s*=)/.test(rule);

const text = (rules: readonly string[]): string => rules.map(rule => `${rule}\n`).join('');

const store = (world: World, file: string, content: string): void => {
  if (!world.exists('/var/run')) world.makeFolder('/var/run');
  world.write(file, content);
};

/** The file that CBSD loads; it holds two includes and nothing else, so a load takes the operator's own rules away. */
export const rulesFile = `${host.workdir}/etc/pf.conf`;
