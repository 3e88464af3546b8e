import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import process from 'node:process';
import {growpart, python} from './cloud-init/judge.ts';

/** A token of PKCS#11 in software. */
export const tokenModule = '/usr/lib/softhsm/libsofthsm2.so';

/** What a test may lack on a developer's machine: whether it is here, and why not. */
const checks = {
  pty: {
    here: () => Boolean(createRequire(import.meta.url)('@lydell/node-pty')),
    why: 'no pty binary for this platform',
  },
  sshd: {
    here: () => ['/usr/sbin/sshd', '/usr/bin/csh', '/usr/bin/fish'].every(existsSync),
    why: 'no sshd, csh and fish',
  },
  token: {
    here: () => [tokenModule, '/usr/bin/softhsm2-util', '/usr/bin/pkcs11-tool'].every(existsSync),
    why: 'no token of PKCS#11 in software (Debian: softhsm2, opensc)',
  },
  proc: {here: () => existsSync('/proc/self/stat'), why: 'no Linux /proc'},
  flock: {
    here: () => ['/usr/bin/flock', '/usr/bin/perl', '/usr/bin/python3'].every(existsSync),
    why: 'no flock, perl and python3 in /usr/bin',
  },
  pyyaml: {
    here: () => Boolean(execFileSync('python3', ['-c', 'import yaml; print(1)'], {stdio: 'pipe'})),
    why: 'no Python with PyYAML (Debian: python3-yaml)',
  },
  cloudInit: {
    here: () =>
      Boolean(execFileSync(python.file, ['-c', 'import cloudinit.config.schema, jsonschema'], {env: python.env})),
    why: 'no cloud-init, which .ci/run unpacks',
  },
  growpart: {
    here: () =>
      [`${growpart}/growpart`, '/usr/sbin/sfdisk', '/usr/bin/python3'].every(existsSync) &&
      Boolean(execFileSync(python.file, ['-c', 'import cloudinit.config.cc_growpart'], {env: python.env})),
    why: 'no growpart and cloud-init, which .ci/run unpacks',
  },
  curl: {here: () => Boolean(execFileSync('curl', ['--version'], {stdio: 'pipe'})), why: 'no curl'},
  libvirt: {
    here: () =>
      process.getuid?.() === 0 &&
      Boolean(
        execFileSync('sh', [
          '-c',
          'for t in libvirtd virtlogd virsh qemu-system-x86_64 qemu-img cloud-localds nft ip ss nsenter mformat syslinux cpio curl; do command -v $t || exit 1; done; unshare --mount --net --pid --fork --mount-proc true',
        ]),
      ),
    why: 'a real libvirt needs root and its packages, which .ci/run installs',
  },
  qemu: {here: () => existsSync('/usr/bin/qemu-system-x86_64'), why: 'no qemu for x86'},
  tmpfs: {
    here: () => Boolean(execFileSync('unshare', ['-rm', 'true'])),
    why: 'a small file system cannot be mounted here',
  },
} as const satisfies Record<string, {here: () => boolean; why: string}>;

/** For `test(title, {skip: needs('pty')}, …)`: false when it is here, else the reason. In CI nothing is skipped: it throws. */
export function needs(what: keyof typeof checks): string | false {
  const {here, why} = checks[what];
  if (works(here)) return false;
  if (process.env.CI === 'true') throw new Error(`This machine cannot run every test: ${why}`);
  return why;
}

function works(here: () => boolean): boolean {
  try {
    return here();
  } catch {
    return false;
  }
}
