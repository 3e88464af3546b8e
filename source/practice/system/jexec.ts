import type {Call} from '../call.ts';
import {lookUp} from '../jail/guest.ts';
import {runningJail} from '../kernel.ts';

type Inside = {
  readonly call: Call;
  /** The jail's own path as the host has it. */
  path(inside: string): string;
};

type Program = (jail: Inside, words: readonly string[]) => number;

const plain = (words: readonly string[]): readonly string[] => words.filter(word => !word.startsWith('-'));

const rm: Program = ({call, path}, words) => {
  for (const word of plain(words)) call.world.remove(path(word));
  return 0;
};

const ls: Program = ({call, path}, words) => {
  let code = 0;
  for (const word of plain(words)) {
    if (word === '/' || call.world.exists(path(word))) call.say(word);
    else {
      call.err(`ls: ${word}: No such file or directory\n`);
      code = 1;
    }
  }
  return code;
};

const sysrc: Program = ({call, path}, words) => {
  const file = path('/etc/rc.conf');
  const text = call.world.read(file) ?? '';
  const [name = '', value] = (plain(words)[0] ?? '').split('=');
  const known = new RegExp(`^${name}="(.*)"$`, 'm').exec(text);
  if (value === undefined) {
    if (known) call.say(words.includes('-n') ? (known[1] ?? '') : `${name}: ${known[1]}`);
    else call.err(`sysrc: unknown variable '${name}'\n`);
    return known ? 0 : 1;
  }
  const line = `${name}="${value}"`;
  const written = call.world.write(file, known ? text.replace(known[0], line) : `${text}${line}\n`);
  if (written) call.say(`${name}: ${known?.[1] ?? ''} -> ${value}`);
  return written ? 0 : 1;
};

const programs: Readonly<Record<string, Program>> = {rm, ls, sysrc};

/** FreeBSD's jexec: a few programs of a running jail, on its own files. Others would need a system in it: 127, and said. */
export const jexec = (call: Call): number => {
  const words = call.argv[0] === '-l' ? call.argv.slice(1) : call.argv;
  const [name = '', program = '', ...rest] = words;
  const guest = runningJail(call.world, name) === null ? null : lookUp(call.world, name);
  if (guest === null) {
    call.err(`jexec: jail "${name}" not found\n`);
    return 1;
  }
  const run = Object.hasOwn(programs, program) ? programs[program] : undefined;
  if (!run) {
    call.wouldRun(`jexec ${name} ${[program, ...rest].join(' ')}`);
    call.err(`practice: not simulated: ${program} inside a jail\n`);
    return 127;
  }
  // with a shared base what can be written is in its own folder all the same
  return run({call, path: inside => `${guest.get('data')}${inside}`}, rest);
};
