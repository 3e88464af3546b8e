import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, globSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../program.ts';

const folder = '/tmp/construct-tui-tiny-guest';

/** A whole small userland, which comes with the tiny guest. */
export const busybox = `${folder}/k/bin/busybox`;

const scripts = path.join(root, 'test/helpers/libvirt');

/**
 * A guest of 24 MB that boots from its own disk, made of Debian's kernel and busybox: it takes its name and its address from the
 * medium that cloud-init would read (else by DHCP), tells by HTTP who it is, and shuts down by its power button. Made once a machine.
 */
export function tinyImage(): string {
  const hash = createHash('sha256');
  for (const file of ['tiny-guest.sh', ...globSync('guest/*', {cwd: scripts}).sort()])
    hash.update(readFileSync(path.join(scripts, file)));
  const image = path.join(folder, `tiny-${hash.digest('hex').slice(0, 12)}.qcow2`);
  if (existsSync(image)) return image;
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const script = path.join(scripts, 'tiny-guest.sh');
  execFileSync('flock', [folder, 'bash', script, folder, image], {stdio: ['ignore', 'ignore', 'inherit']});
  return image;
}
