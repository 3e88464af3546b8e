import {statSync} from 'node:fs';
import type {Call} from '../call.ts';
import {hostPath} from './paths.ts';

const options = (call: Call): {flags: string; rest: string[]} => {
  const flags = call.argv.filter(word => word.startsWith('-') && word !== '-' && word !== '--');
  return {flags: flags.join(''), rest: call.argv.filter(word => !flags.includes(word) && word !== '--')};
};

const missing = (call: Call, tool: string, path: string): void =>
  call.err(`${tool}: ${path}: No such file or directory\n`);

/** `stat -f FORMAT`: sizes, names, times and modes, FreeBSD's letters. */
export const stat = (call: Call): number => {
  const at = call.argv.findIndex(word => /^-[a-zA-Z]*f$/.test(word));
  const format = at < 0 ? '%N %z' : (call.argv[at + 1] ?? '');
  const files = call.argv.filter((word, index) => !word.startsWith('-') && index !== at + 1);
  let code = 0;
  for (const file of files) {
    const found = statSync(call.world.path(hostPath(call, file)), {throwIfNoEntry: false});
    if (found === undefined) {
      call.err(`stat: ${file}: stat: No such file or directory\n`);
      code = 1;
      continue;
    }
    const letters: Readonly<Record<string, string>> = {
      z: String(found.size),
      N: file,
      m: String(Math.floor(found.mtimeMs / 1000)),
      b: String(found.blocks),
      p: found.mode.toString(8),
      Lp: (found.mode & 0o777).toString(8),
      u: '0',
      g: '0',
    };
    call.say(format.replace(/%(Lp|[a-zA-Z])/g, (whole, letter: string) => letters[letter] ?? whole));
  }
  return code;
};

export const ls = (call: Call): number => {
  const {flags, rest} = options(call);
  let code = 0;
  for (const path of rest.length > 0 ? rest : ['.']) {
    const file = hostPath(call, path);
    if (!call.world.exists(file)) {
      missing(call, 'ls', path);
      code = 1;
    } else if (call.world.isFolder(file) && !flags.includes('d')) {
      const names = call.world.list(file).filter(name => flags.includes('a') || !name.startsWith('.'));
      for (const name of names) call.say(name);
    } else call.say(path);
  }
  return code;
};

export const rm = (call: Call): number => {
  const {flags, rest} = options(call);
  let code = 0;
  for (const path of rest) {
    const file = hostPath(call, path);
    if (!call.world.exists(file)) {
      if (flags.includes('f')) continue;
      missing(call, 'rm', path);
      code = 1;
    } else if (call.world.isFolder(file) && !/[rR]/.test(flags)) {
      call.err(`rm: ${path}: is a directory\n`);
      code = 1;
    } else call.world.remove(file);
  }
  return code;
};

export const rmdir = (call: Call): number => {
  let code = 0;
  for (const path of options(call).rest) {
    const file = hostPath(call, path);
    if (!call.world.exists(file)) missing(call, 'rmdir', path);
    else if (!call.world.isFolder(file)) call.err(`rmdir: ${path}: Not a directory\n`);
    else if (call.world.list(file).length > 0) call.err(`rmdir: ${path}: Directory not empty\n`);
    else {
      call.world.remove(file);
      continue;
    }
    code = 1;
  }
  return code;
};

/** `mv [-f] FROM TO`, for files of one folder. */
export const mv = (call: Call): number => {
  const [from = '', to = ''] = options(call).rest;
  const file = hostPath(call, from);
  if (!call.world.exists(file)) {
    missing(call, 'mv', from);
    return 1;
  }
  call.world.rename(file, hostPath(call, to));
  return 0;
};

export const mkdir = (call: Call): number => {
  const {flags, rest} = options(call);
  for (const path of rest) {
    const file = hostPath(call, path);
    if (call.world.exists(file) && !flags.includes('p')) {
      call.err(`mkdir: ${path}: File exists\n`);
      return 1;
    }
    call.world.makeFolder(file);
  }
  return 0;
};

/** A basic expression as JavaScript reads it: `+?|(){}` are plain unless they are escaped. */
const expression = (pattern: string, flags: string): RegExp => {
  const fixed = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const basic = pattern.replace(/\\?[+?|(){}]/g, one => (one.length === 2 ? one.slice(1) : `\\${one}`));
  const source = flags.includes('F') ? fixed : flags.includes('E') ? pattern : basic;
  return new RegExp(flags.includes('x') ? `^(?:${source})$` : source, flags.includes('i') ? 'i' : '');
};

/** grep over files and folders: -E -F -i -v -x -c -l -n -q -h -H -a. */
export const grep = (call: Call): number => {
  const {flags, rest} = options(call);
  const [pattern = '', ...files] = rest;
  const matcher = expression(pattern, flags);
  const named = flags.includes('H') || (files.length > 1 && !flags.includes('h'));
  let found = false;
  let code = 0;
  for (const file of files.length > 0 ? files : ['-']) {
    const text = file === '-' ? call.stdin() : call.world.read(hostPath(call, file));
    if (text === null) {
      if (file === '/dev/null') continue;
      missing(call, 'grep', file);
      code = 2;
      continue;
    }
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    const hits = lines
      .map((line, index) => ({line, index}))
      .filter(({line}) => matcher.test(line) !== flags.includes('v'));
    found ||= hits.length > 0;
    const prefix = named ? `${file}:` : '';
    if (flags.includes('q')) continue;
    if (flags.includes('c')) call.say(`${prefix}${hits.length}`);
    else if (flags.includes('l')) call.out(hits.length > 0 ? `${file}\n` : '');
    else
      call.out(hits.map(({line, index}) => `${prefix}${flags.includes('n') ? `${index + 1}:` : ''}${line}\n`).join(''));
  }
  return code === 2 && !found ? 2 : found ? 0 : 1;
};
