import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';

export type Base = {
  readonly platform: string;
  readonly arch: string;
  readonly target: string;
  readonly ver: string;
  readonly name: string;
};

export const baseOf = (call: Call): Base => {
  const given = call.get('arch');
  const arch = given === '' || given === 'native' ? host.arch : given;
  return {
    platform: call.get('platform') || 'FreeBSD',
    arch,
    target: call.get('target_arch') || arch,
    ver: ['', 'native'].includes(call.get('ver')) ? host.ver : call.get('ver'),
    name: call.get('basename'),
  };
};

export const baseFolder = ({arch, target, ver, name}: Base): string =>
  `${paths.basejail}/base_${name === '' ? '' : `${name}_`}${arch}_${target}_${ver}`;

/** A version without a dot is a stable branch. */
export const isStable = ({ver}: Base): number => (ver.includes('.') ? 0 : 1);

const files: Readonly<Record<string, readonly [text: string, mode: number]>> = {
  'bin/sh': ['practice: a shell\n', 0o555],
  'bin/freebsd-version': ['practice: freebsd-version\n', 0o555],
  'sbin/init': ['practice: init\n', 0o555],
  'libexec/ld-elf.so.1': ['practice: runtime linker\n', 0o555],
  'usr/bin/login': ['practice: login\n', 0o555],
  'etc/rc': ['# practice\n', 0o644],
  'etc/rc.shutdown': ['# practice\n', 0o644],
  'etc/hosts': ['::1 localhost\n127.0.0.1 localhost\n', 0o644],
  'etc/master.passwd': ['root::0:0::0:0:Charlie &:/root:/bin/sh\n', 0o600],
  'etc/defaults/rc.conf': ['# practice\n', 0o644],
};

/** Unpacks what a jail needs to see of a base. */
export const unpackBase = (call: Call, base: Base): void => {
  const folder = baseFolder(base);
  for (const inner of ['dev', 'mnt', 'proc', 'root', 'tmp', 'usr/local', 'var/log', 'var/run'])
    call.world.makeFolder(`${folder}/${inner}`);
  for (const [name, [text, mode]] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    call.world.makeFolder(path.replace(/\/[^/]*$/, ''));
    call.world.write(path, text, mode);
  }
};
