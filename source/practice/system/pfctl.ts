import type {Call} from '../call.ts';
import {disable, enable, flushTranslation, isEnabled, load, loadedRules} from '../node/nat/pf.ts';
import {hostPath} from './paths.ts';

const translation = /^(nat|rdr|binat)\b/;

/** How pf prints a rule back: single addresses without braces, ports with `=`, comments gone. */
const asLoaded = (rule: string): string =>
  rule
    .replace(/\{\s*([^\s{},]+)\s*\}/g, '$1')
    .replace(/\b(from|to) (\S+) port (\d+)\b/g, '$1 $2 port = $3')
    .replace(/^(rdr pass|rdr) proto (\w+) from/, '$1 inet proto $2 from')
    .replace(/^nat on (\S+) from/, 'nat on $1 inet from');

const show = (call: Call, what: string): number => {
  const rules = loadedRules(call.world);
  switch (what) {
    case 'nat':
      for (const rule of rules.filter(one => translation.test(one))) call.say(asLoaded(rule));
      return 0;
    case 'rules':
      for (const rule of rules.filter(one => !translation.test(one))) call.say(asLoaded(rule));
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

const loadFile = (call: Call, path: string, onlyTest: boolean): number => {
  const file = hostPath(call, path);
  if (!call.world.exists(file)) {
    call.err(`pfctl: ${path}: open: No such file or directory\n`);
    return 1;
  }
  const text = call.received(file);
  const wrong = onlyTest && text !== null ? [] : load(call.world, file);
  if (wrong.length === 0) return 0;
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
  let code = 0;
  let onlyTest = false;
  const words = call.argv.flatMap(word =>
    /^-[a-z]*[sFf].+$/i.test(word) && !word.startsWith('--') ? split(word) : [word],
  );
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next = ''] = [words[at], words[at + 1]];
    if (/^-[A-Za-z]*n/.test(word)) onlyTest = true;
    if (/^-[A-Za-z]*[sFfaptT]$/.test(word)) at += 1;
    if (/^-[A-Za-z]*s$/.test(word)) code ||= show(call, next);
    else if (/^-[A-Za-z]*F$/.test(word)) code ||= flush(call, next);
    else if (/^-[A-Za-z]*f$/.test(word)) code ||= loadFile(call, next, onlyTest);
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
