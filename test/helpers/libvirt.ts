import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {tinyImage} from './libvirt/image.ts';
import {program, root} from './program.ts';
import type {Run} from './run.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {until} from './until.ts';

const scripts = path.join(root, 'test/helpers/libvirt');

/** Directories of the system, for programs of root's. */
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where the tiny guest's image lies on a host of `libvirtHost`. */
export const tiny = '/var/lib/libvirt/images/tiny.qcow2';

type Lasting = {after(clean: () => unknown): void};

/**
 * A host of its own: libvirtd in mount, network and process namespaces that were made for this test, with /etc, /var/lib and
 * /run of their own. Nothing of this machine's libvirt is read or changed, and everything in it ends with the test.
 */
export async function libvirtHost(t: Lasting) {
  const folder = temporaryFolder(t);
  const inner = await startHost(t, folder);
  const into = ['-t', inner, '--mount', '--net', '--pid', '--'];
  const clean = ['env', '-i', `PATH=${systemPath}`, `HOME=${folder}/home`, 'LC_ALL=C.UTF-8', 'TERM=xterm'];

  /** A program on that host, as root with a clean environment. */
  const on = (argv: readonly string[], timeoutMs = 60_000): Promise<Run> =>
    new Promise(resolve => {
      const child = spawn('nsenter', [...into, ...clean, ...argv], {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (piece: Buffer) => {
        stdout += piece.toString();
      });
      child.stderr.on('data', (piece: Buffer) => {
        stderr += piece.toString();
      });
      child.on('close', exit => resolve({exit, stdout, stderr}));
    });

  let agent: ((words: readonly string[]) => Promise<Run>) | undefined;
  return {
    on,
    /** Where its own files lie, on it alone. */
    folder,
    /** What `nsenter` needs to be on it. */
    into,
    /** The root of its files, as this machine sees them. */
    root: `/proc/${inner}/root`,
    /** The built program on that host; jobs that it starts live there too. */
    run: (...words: readonly string[]): Promise<Run> => on([program(), ...words], 240_000),
    /** The program within one process that stays there: its own `main`, without a start of Node for each command. */
    here(...words: readonly string[]): Promise<Run> {
      agent ??= startAgent(t, [...into, ...clean]);
      return agent(words);
    },
    /** What starts the built program on a terminal: `openPty('nsenter', onTerminal)`. */
    onTerminal: [...into, ...clean, program()],
    virsh: async (...words: readonly string[]): Promise<string> =>
      (await on(['virsh', '-q', '-c', 'qemu:///system', ...words])).stdout.trim(),
    /** The tiny guest's image lies there from now on, as `tiny`. */
    bringImage: async () => void (await on(['cp', tinyImage(), tiny])),
    /** A namespace `guest` on our bridge, which sends and receives as a guest at that address would. Rejects where it cannot be made. */
    standForGuest: async (address: string): Promise<void> => {
      const {exit, stderr} = await on(['sh', path.join(scripts, 'guest.sh'), address]);
      if (exit !== 0) throw new Error(`no namespace stands for a guest: ${stderr}`);
    },
    /** All that guests leave behind, a line each. */
    everything: async (): Promise<readonly string[]> =>
      [...new Set((await on(['sh', path.join(scripts, 'everything.sh')])).stdout.split('\n').filter(Boolean))].sort(),
    /** The page of a guest as somebody at `from` sees it (`host`, or a namespace of the network), or empty text. */
    page: async (url: string, from: 'host' | 'outside' = 'host'): Promise<string> => {
      const curl = ['curl', '-sf', '--connect-timeout', '1', '--max-time', '3', url];
      return (await on(from === 'host' ? curl : ['ip', 'netns', 'exec', 'outside', ...curl])).stdout.trim();
    },
  };
}

export type LibvirtHost = Awaited<ReturnType<typeof libvirtHost>>;

/** The number of its first process. */
async function startHost(t: Lasting, folder: string): Promise<string> {
  const namespaces = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'private',
  ];
  const host = spawn('unshare', [...namespaces, 'sh', path.join(scripts, 'host.sh'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [host.stdout, host.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  const ended = new Promise(resolve => host.on('exit', resolve));
  t.after(async () => {
    host.kill('SIGKILL'); // its first process goes with it, and with that one every process of the namespace
    await ended;
  });
  await until(
    `a libvirt of the test's own is ready`,
    () => said.includes('ready') || (host.exitCode !== null && said),
    60_000,
  );
  if (!said.includes('ready')) throw new Error(`the host of the test did not start: ${said}`);
  return readFileSync(`/proc/${host.pid}/task/${host.pid}/children`, 'utf8').trim().split(' ')[0] ?? '';
}

/** One after the other: what each says is told apart by its end alone. */
function startAgent(t: Lasting, into: readonly string[]): (words: readonly string[]) => Promise<Run> {
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const agent = spawn('nsenter', [...into, process.execPath, '--import', tsx, path.join(scripts, 'agent.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => agent.kill('SIGKILL'));
  const lines = createInterface({input: agent.stdout})[Symbol.asyncIterator]();
  let turn: Promise<unknown> = Promise.resolve();
  return words => {
    const told = turn.then(async (): Promise<Run> => {
      agent.stdin.write(`${JSON.stringify(words)}\n`);
      return JSON.parse((await lines.next()).value ?? '{"exit":null}');
    });
    turn = told.catch(() => {});
    return told;
  };
}
