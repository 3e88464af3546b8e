import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {program, root} from './program.ts';
import type {Run} from './run.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {until} from './until.ts';

const scripts = path.join(root, 'test/helpers/libvirt');

/** Directories of the system, for programs of root's. */
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * A host of its own: libvirtd in mount, network and process namespaces that were made for this test, with /etc, /var/lib and
 * /run of their own. Nothing of this machine's libvirt is read or changed, and everything in it ends with the test.
 */
export async function libvirtHost(t: Pick<TestContext, 'after'>) {
  const folder = temporaryFolder(t);
  const host = spawn(
    'unshare',
    [
      '--mount',
      '--net',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      '--propagation',
      'private',
      'sh',
      path.join(scripts, 'host.sh'),
      folder,
    ],
    {stdio: ['pipe', 'pipe', 'pipe']},
  );
  let said = '';
  host.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  host.stderr.on('data', (piece: Buffer) => {
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
  const [inner = ''] = readFileSync(`/proc/${host.pid}/task/${host.pid}/children`, 'utf8').trim().split(' ');
  const into = ['-t', inner, '--mount', '--net', '--pid', '--'];

  /** A program on that host, as root with a clean environment. */
  const on = (argv: readonly string[], timeoutMs = 60_000): Promise<Run> =>
    new Promise(resolve => {
      const child = spawn(
        'nsenter',
        [...into, 'env', '-i', `PATH=${systemPath}`, 'HOME=/root', 'LC_ALL=C.UTF-8', ...argv],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: timeoutMs,
          killSignal: 'SIGKILL',
        },
      );
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (piece: Buffer) => {
        stdout += piece.toString();
      });
      child.stderr.on('data', (piece: Buffer) => {
        stderr += piece.toString();
      });
      child.on('close', exit => resolve({exit, stdout, stderr}));
    });
  return {
    on,
    /** The built program on that host; jobs that it starts live there too. */
    run: (...words: readonly string[]): Promise<Run> => on([program(), ...words], 240_000),
    /** What starts it on a terminal: `openPty('nsenter', inside)`. */
    inside: [...into, program()],
    virsh: async (...words: readonly string[]): Promise<string> =>
      (await on(['virsh', '-q', '-c', 'qemu:///system', ...words])).stdout.trim(),
    /** The page of a guest as somebody at `from` sees it (`host`, or a namespace of the network), or empty text. */
    page: async (url: string, from: 'host' | 'outside' = 'host'): Promise<string> => {
      const curl = ['curl', '-sf', '--connect-timeout', '1', '--max-time', '3', url];
      return (await on(from === 'host' ? curl : ['ip', 'netns', 'exec', 'outside', ...curl])).stdout.trim();
    },
  };
}

export type LibvirtHost = Awaited<ReturnType<typeof libvirtHost>>;

/**
 * A guest of 24 MB that boots from its own disk, made of Debian's kernel and busybox: it takes its address by DHCP, answers
 * HTTP with its name, and shuts down by its power button. Made once a machine.
 */
export function tinyImage(): string {
  const folder = '/tmp/construct-tui-tiny-guest';
  const image = path.join(folder, 'tiny.qcow2');
  if (existsSync(image)) return image;
  mkdirSync(folder, {recursive: true, mode: 0o700});
  execFileSync('bash', [path.join(scripts, 'tiny-guest.sh'), folder, image], {stdio: ['ignore', 'ignore', 'inherit']});
  return image;
}
