import {createServer, type Socket} from 'node:net';
import process from 'node:process';
import {setImmediate as breathe, setTimeout as wait} from 'node:timers/promises';
import {isUnderstood} from '../../../source/practice/door/shell.ts';
import {readFault} from '../../../source/practice/fault.ts';
import {toolRow} from '../../../source/practice/registry.ts';
import {runShell} from '../../../source/practice/sh/door.ts';
import {isSystemError, Killed, openFor, run, seenAs} from '../../../source/practice/start.ts';
import {receive, send, speaker} from './frames.ts';

/** The resident practice program: `server.ts SOCKET`. It ends with its stdin, that is with whoever started it. */
const [path = ''] = process.argv.slice(2);
createServer(socket => void answer(socket)).listen(path);
process.stdin.on('end', () => process.exit()).resume();

type Asked = {
  readonly folder: string;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The caller's folder on this machine. */
  readonly here: string;
  /** `tty`, `none` (a device that is no terminal), or something that may hold more than is meant for this tool. */
  readonly stdin: string;
};

async function answer(socket: Socket): Promise<void> {
  const next = receive(socket);
  const request = await next();
  if (!request) return;
  const asked = understood(request.toString());
  if (asked.tool === 'sh') return answerShell(socket, asked);
  const isOurs = asked.tool === 'cbsd' || toolRow(asked.tool) !== null;
  // what is told to flood does so before it reads, and what it would read may never end
  const reads = readsInput(asked) && !floods(asked);
  if (!isOurs || (reads && asked.stdin === 'tty')) return void send(socket, 'n');
  if (reads) send(socket, 'r');
  const input = reads ? await next() : Buffer.alloc(0);
  if (input) await walk(socket, asked, input.toString());
}

function understood(text: string): Asked {
  const [stdin = '', here = '', count, ...words] = text.split('\0');
  const [folder = '', tool = '', ...argv] = words.slice(0, Number(count));
  const env = Object.fromEntries(
    words.slice(Number(count)).map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return {folder, tool, argv, env, here, cwd: seenAs(folder, here), stdin};
}

function floods({folder, tool, argv}: Asked): boolean {
  const {kind, on} = readFault(folder);
  return kind === 'flood' && on === (tool === 'cbsd' ? argv[0] : tool);
}

/** Only what reads it is given stdin: in a script over SSH the rest of the script is there. */
function readsInput({tool, argv}: Asked): boolean {
  const plain = argv.filter(word => !word.startsWith('-'));
  const rows: Readonly<Record<string, boolean>> = {
    cbsd: true,
    jexec: true,
    sqlite3: plain.length < 2,
    grep: plain.length < 2,
    sha256: plain.length === 0,
    pfctl: argv.includes('-'),
  };
  return rows[tool] ?? false;
}

/** Only `-c TEXT` with nothing on stdin; what a fault is meant for begins with the program. */
async function answerShell(socket: Socket, asked: Asked): Promise<void> {
  const {folder, argv, env, here, stdin} = asked;
  const {say, send} = speaker(socket);
  if (argv[0] !== '-c' || stdin !== 'none' || env.PRACTICE_PLAIN || !isUnderstood(folder)) return send('n');
  let gone = false;
  socket.on('close', () => {
    gone = true;
  });
  const mayGoOn = () => {
    if (gone) throw new Killed();
  };
  try {
    const start = {folder, tool: 'sh', argv, env, cwd: here, stdin: '', out: say('o'), err: say('e'), mayGoOn};
    send('x', String(await runShell(start)));
  } catch (error) {
    if (!(error instanceof Killed)) send('e', `${(error as Error).stack}\n`);
    send('x', '1');
  } finally {
    socket.end();
  }
}

/** As source/practice/main.ts goes through it; a client that was killed takes the tool with it. */
async function walk(socket: Socket, {folder, tool, argv, cwd, env}: Asked, input: string): Promise<void> {
  let gone = false;
  socket.on('close', () => {
    gone = true;
  });
  const {say, send, keepUp} = speaker(socket);
  const {world, fault} = openFor(folder);
  const steps = run(
    {folder, tool, argv, env, cwd, out: say('o'), err: say('e'), ...lines(input)},
    ...([world, fault] as const),
  );
  try {
    for (let step = steps.next(); !gone; step = steps.next()) {
      if (step.done) return send('x', String(step.value));
      await (step.value.ms > 0 ? wait(step.value.ms) : breathe());
      await keepUp();
    }
  } catch (error) {
    if (error instanceof Killed) send('k');
    else {
      send('e', isSystemError(error) ? `practice: ${error.message}\n` : `${(error as Error).stack}\n`);
      send('x', '1');
    }
  } finally {
    world.close();
    socket.end();
  }
}

function lines(text: string) {
  let rest = text;
  const line = () => {
    if (rest === '') return null;
    const end = rest.includes('\n') ? rest.indexOf('\n') : rest.length;
    const first = rest.slice(0, end);
    rest = rest.slice(end + 1);
    return first;
  };
  const stdin = () => {
    const all = rest;
    rest = '';
    return all;
  };
  return {line, stdin};
}
