import {isLoaded} from '../blank/modules.ts';
import type {Call} from '../call.ts';
import {disable, enable, flushTranslation, isEnabled, load, loadedRules, read} from '../node/nat/pf.ts';
import {hostPath} from './paths.ts';

const translation = /^(nat|rdr|binat)\b/;

/** How pf prints rules back: a rule for each member of a list, ports with `=`, comments gone, everybody as `any`. */
const asLoaded = (rule: string): readonly string[] => {
  const [list, members = ''] = /\{\s*([^{}]*?)\s*\}/.exec(rule) ?? [];
  if (list !== undefined) return members.split(/[\s,]+/).flatMap(member => asLoaded(rule.replace(list, member)));
  return [
    rule
      .replace(/\b(from|to) (\S+) port (\d+)\b/g, '$1 $2 port = $3')
      .replace(/^(rdr pass|rdr) proto (\w+) from/, '$1 inet proto $2 from')
      .replace(/^nat on (\S+) from/, 'nat on $1 inet from')
      .replaceAll('/32', '')
      .replace(/ (from|to) 0\.0\.0\.0\/0\b/g, ' $1 any'),
  ];
};

const show = (call: Call, what: string): number => {
  const rules = loadedRules(call.world);
  switch (what) {
    case 'nat':
      for (const rule of rules.filter(one => translation.test(one)).flatMap(asLoaded)) call.say(rule);
      return 0;
    case 'rules':
      for (const rule of rules.filter(one => !translation.test(one)).flatMap(asLoaded)) call.say(rule);
      return 0;
    case 'info':
      call.say(`Status: ${isEnabled(call.world) ? 'Enabled' : 'Disabled'}                              Debug: Urgent`);
      return 0;
    default:
      return 0;
  }
};

const flush = (call: Call, what: string): number => {
  if (what === 'nat' || what === 'all') flushTranslation(call.world);
  call.err(`${what} cleared\n`);
  return 0;
};

type Test = {readonly only: boolean; readonly tell: boolean};

/** `-f -` takes the rules from stdin. */
const loadFile = (call: Call, path: string, test: Test): number => {
  const file = path === '-' ? '/var/run/pf.stdin' : hostPath(call, path);
  if (path === '-') call.world.write(file, call.stdin());
  if (!call.world.exists(file)) {
    call.err(`pfctl: ${path}: open: No such file or directory\n`);
    return 1;
  }
  call.received(file);
  const {rules, wrong} = read(call.world, file);
  if (wrong.length === 0) {
    if (!test.only) load(call.world, file);
    if (test.tell) for (const rule of rules.flatMap(asLoaded)) call.say(rule);
    return 0;
  }
  call.err(`${wrong.join('\n')}\npfctl: Syntax error in config file: pf rules not loaded\n`);
  return 1;
};

const switchOn = (call: Call): number => {
  if (enable(call.world)) {
    call.err('pf enabled\n');
    return 0;
  }
  call.err('pfctl: pf already enabled\n');
  return 1;
};

const switchOff = (call: Call): number => {
  const was = disable(call.world);
  call.err(was ? 'pf disabled\n' : 'pfctl: pf not enabled\n');
  return was ? 0 : 1;
};

/** pf as the kernel holds it: loaded rules are apart from CBSD's files, so a file that was never loaded does not show. */
export const pfctl = (call: Call): number => {
  if (!isLoaded(call.world, 'pf') && !call.argv.some(word => /^-(?!s)[a-z]*n/.test(word))) {
    call.err('pfctl: /dev/pf: No such file or directory\n');
    return 1;
  }
  let code = 0;
  const test = {only: false, tell: false};
  const words = call.argv.flatMap(word =>
    /^-[a-z]*[sFf].+$/i.test(word) && !word.startsWith('--') ? split(word) : [word],
  );
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next = ''] = [words[at], words[at + 1]];
    if (/^-[A-Za-z]*n/.test(word)) test.only = true;
    if (/^-[A-Za-z]*v/.test(word)) test.tell = true;
    if (/^-[A-Za-z]*[sFfaptT]$/.test(word)) at += 1;
    if (/^-[A-Za-z]*s$/.test(word)) code ||= show(call, next);
    else if (/^-[A-Za-z]*F$/.test(word)) code ||= flush(call, next);
    else if (/^-[A-Za-z]*f$/.test(word)) code ||= loadFile(call, next, test);
    else if (/^-[A-Za-z]*e$/.test(word)) code ||= switchOn(call);
    else if (/^-[A-Za-z]*d$/.test(word)) code ||= switchOff(call);
  }
  return code;
};

/** `-snat` is `-s nat`, `-sn` too. */
const split = (word: string): string[] => {
  const [, options = '', argument = ''] = /^(-[A-Za-z]*?[sFf])(.+)$/.exec(word) ?? [];
  const names: Readonly<Record<string, string>> = {n: 'nat', r: 'rules', i: 'info', s: 'states', a: 'all'};
  return [options, names[argument] ?? argument];
};
