import {createServer, type Socket} from 'node:net';
import process from 'node:process';
import {setImmediate as breathe, setTimeout as wait} from 'node:timers/promises';
import {readFault} from '../../../source/practice/fault.ts';
import {toolRow} from '../../../source/practice/registry.ts';
import {isSystemError, Killed, openFor, run, seenAs} from '../../../source/practice/start.ts';
import {receive, send} from './frames.ts';

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
  readonly atTerminal: boolean;
};

async function answer(socket: Socket): Promise<void> {
  const next = receive(socket);
  const request = await next();
  if (!request) return;
  const asked = understood(request.toString());
  const isOurs = asked.tool === 'cbsd' || toolRow(asked.tool) !== null;
  // what is told to flood does so before it reads, and what it would read may never end
  const reads = readsInput(asked) && !floods(asked);
  if (!isOurs || (reads && asked.atTerminal)) return void send(socket, 'n');
  if (reads) send(socket, 'r');
  const input = reads ? await next() : Buffer.alloc(0);
  if (input) await walk(socket, asked, input.toString());
}

function understood(text: string): Asked {
  const [terminal, here = '', count, ...words] = text.split('\0');
  const [folder = '', tool = '', ...argv] = words.slice(0, Number(count));
  const env = Object.fromEntries(
    words.slice(Number(count)).map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return {folder, tool, argv, env, cwd: seenAs(folder, here), atTerminal: terminal === 'tty'};
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

/** As source/practice/main.ts goes through it; a client that was killed takes the tool with it. */
async function walk(socket: Socket, {folder, tool, argv, cwd, env}: Asked, input: string): Promise<void> {
  let drained = true;
  let gone = false;
  socket.on('close', () => {
    gone = true;
  });
  const write = (kind: 'o' | 'e') => (text: string) => {
    drained = send(socket, kind, text);
  };
  const {world, fault} = openFor(folder);
  const steps = run(
    {folder, tool, argv, env, cwd, out: write('o'), err: write('e'), ...lines(input)},
    ...([world, fault] as const),
  );
  try {
    for (let step = steps.next(); !gone; step = steps.next()) {
      if (step.done) return void send(socket, 'x', String(step.value));
      await (step.value.ms > 0 ? wait(step.value.ms) : breathe());
      if (!drained) await untilDrained(socket);
    }
  } catch (error) {
    if (error instanceof Killed) send(socket, 'k');
    else {
      send(socket, 'e', isSystemError(error) ? `practice: ${error.message}\n` : `${(error as Error).stack}\n`);
      send(socket, 'x', '1');
    }
  } finally {
    world.close();
    socket.end();
  }
}

const untilDrained = (socket: Socket): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });

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
