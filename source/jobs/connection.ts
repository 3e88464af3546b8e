import type {Command} from '../model/command.ts';
import {createLocalTransport} from '../transport/local.ts';

/** How somebody came to this machine. `since`: when that was, in milliseconds since the epoch; null: nobody can tell. */
export type Connection = {
  readonly kind: 'local' | 'remote';
  readonly since: number | null;
  /** The process behind it, in words. */
  readonly what: string;
  readonly from: string | null;
};

type Process = {readonly pid: number; readonly parent: number; readonly since: number; readonly name: string};

/** Programs that hold one connection each, and programs that go on when theirs is lost. */
const doors = /^(sshd|sshd-session|dropbear|mosh-server|in\.telnetd|telnetd|rlogind)\b/;
const keepers = /^(tmux|screen|SCREEN|zellij|dtach|abduco)\b/;

/**
 * The connection that this process came over: its nearest ancestor that is a door. A session of ssh that shares an older connection
 * has that one's age. Inside tmux it is the one of the client that looks at it now.
 */
export async function connectionHere(env: NodeJS.ProcessEnv = process.env, pid = process.pid): Promise<Connection> {
  const processes = await readProcesses();
  const from = (env.SSH_CONNECTION ?? env.SSH_CLIENT)?.split(' ')[0] ?? null;
  const [found, step] = walk(pid, processes);
  if (found === 'door') return {kind: 'remote', since: step.since, what: `process ${step.pid}, ${step.name}`, from};
  if (found === 'none') return from === null ? local : {kind: 'remote', since: null, what: `ssh from ${from}`, from};
  const client = await tmuxClient(env);
  const [behind, door] = client === null ? (['none', null] as const) : walk(client, processes);
  if (behind === 'door')
    return {kind: 'remote', since: door.since, what: `process ${door.pid}, ${door.name}`, from: null};
  return client !== null && behind === 'none' ? local : {kind: 'remote', since: null, what: step.name, from: null};
}

const local: Connection = {kind: 'local', since: null, what: 'the console', from: null};

type Found = readonly ['door' | 'keeper', Process] | readonly ['none', null];

function walk(pid: number, processes: ReadonlyMap<number, Process>): Found {
  const seen = new Set<number>();
  for (let step = processes.get(pid); step && !seen.has(step.pid); step = processes.get(step.parent)) {
    seen.add(step.pid);
    if (doors.test(step.name)) return ['door', step];
    if (keepers.test(step.name)) return ['keeper', step];
  }
  return ['none', null];
}

const ps: Command = {argv: ['ps', '-ax', '-o', 'pid=', '-o', 'ppid=', '-o', 'lstart=', '-o', 'comm=']};

/** `ps` of Linux and FreeBSD with TZ=UTC: pid, parent, `Thu Nov 26 14:31:07 2026`, name. */
export const parseProcesses = (text: string): ReadonlyMap<number, Process> =>
  new Map(
    text.split('\n').flatMap(line => {
      const [, pid, parent, at, name] =
        /^\s*(\d+)\s+(\d+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.*)$/.exec(line) ?? [];
      return pid && parent && at && name
        ? [
            [
              Number(pid),
              {
                pid: Number(pid),
                parent: Number(parent),
                since: Date.parse(`${at} UTC`),
                name: name.replace(/^.*\//, ''),
              },
            ] as const,
          ]
        : [];
    }),
  );

async function readProcesses(): Promise<ReadonlyMap<number, Process>> {
  const {stdout} = await createLocalTransport({environment: {TZ: 'UTC'}}).read(ps);
  return parseProcesses(stdout);
}

async function tmuxClient(env: NodeJS.ProcessEnv): Promise<number | null> {
  if (!env.TMUX) return null;
  const read = createLocalTransport({environment: {TMUX: env.TMUX}}).read;
  const {stdout} = await read({argv: ['tmux', 'display-message', '-p', '#{client_pid}'], timeoutMs: 3000});
  return Number(stdout.trim()) || null;
}
