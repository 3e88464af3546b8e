import {spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import type {Context} from '../context.ts';
import {binFolder} from '../world.ts';
import type {Collected} from './collect.ts';
import type {Outcome, Request} from './request.ts';

/** Starts the tool's program in the world's bin folder, as a real transport would. */
export const runProgram = (request: Request): Promise<Outcome> =>
  new Promise(resolve => {
    const {folder, tool, argv, env, mayEnd, stdout, stderr} = request;
    const bin = binFolder(folder);
    const child = spawn(join(bin, tool), argv, {cwd: '/', env: {...env, PATH: bin}, stdio: ['pipe', 'pipe', 'pipe']});
    let forced: Outcome | null = null;
    const end = (outcome: Outcome): void => {
      forced ??= outcome;
      child.kill('SIGKILL');
    };
    const late = setTimeout(
      () => (mayEnd ? end({ending: 'timed-out'}) : resolve({ending: 'overdue'})),
      request.timeoutMs,
    );
    const listen = (stream: Collected) => (text: string) => {
      stream.add(text);
      if (mayEnd && stream.bytes() > request.outputLimit) end({ending: 'flooded'});
    };
    child.stdout.setEncoding('utf8').on('data', listen(stdout));
    child.stderr.setEncoding('utf8').on('data', listen(stderr));
    child.stdin.on('error', () => {}); // it need not read what it is given
    child.stdin.end(request.stdin);
    request.signal?.addEventListener('abort', () => end({ending: 'signalled', signal: 'SIGTERM'}));
    child.on('close', (code, signal) => {
      clearTimeout(late);
      resolve(forced ?? (signal === null ? {ending: 'exited', code: code ?? 0} : {ending: 'signalled', signal}));
    });
  });

type Plain = {
  readonly folder: string;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
};

/** On a full disk a file can still be made, and nothing written into it: sh and what it starts are told `File too large`. */
const onFullDisk = ['/bin/sh', '-c', `ulimit -f 0; trap '' XFSZ; exec "$@"`, 'sh'];

/** A tool of sh that came to the practice program for a fault which did not strike: now it answers after all. */
export const answeredBySh = ({world, stdin, out, err}: Context, {folder, tool, argv, env, cwd}: Plain): number => {
  const bin = binFolder(folder);
  const [program = '', ...words] = [...(world.isFull() ? onFullDisk : []), join(bin, tool), ...argv];
  const {status, stdout, stderr} = spawnSync(program, words, {
    ...{encoding: 'utf8', input: stdin(), cwd: world.path(cwd)},
    env: {...env, PATH: bin, PRACTICE_PLAIN: '1'},
  });
  out(stdout);
  err(stderr);
  return status ?? 1;
};

/** The real terminal goes to the tool until it ends. */
export const handOver = (
  folder: string,
  tool: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
) =>
  new Promise<Outcome>((resolve, reject) => {
    const bin = binFolder(folder);
    const child = spawn(join(bin, tool), argv, {cwd: '/', env: {...env, PATH: bin}, stdio: 'inherit'});
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve(signal === null ? {ending: 'exited', code: code ?? 0} : {ending: 'signalled', signal}),
    );
  });

type Bytes = {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** A program for sh that is understood here (`sh/door.ts`): every text is bytes, a character each. */
export const startBytes = ({argv, env, cwd, input, out, err}: Bytes): Promise<number> =>
  new Promise((resolve, reject) => {
    const text = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
    const [file, ...words] = argv;
    const child = spawn(text(file), words.map(text), {
      cwd: text(cwd),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, text(value)])),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('latin1').on('data', out);
    child.stderr.setEncoding('latin1').on('data', err);
    child.stdin.on('error', () => {}); // it need not read what it is given
    child.stdin.end(Buffer.from(input, 'latin1'));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 137));
  });
