export {shell} from '../../text/sections.ts';

/** Where CBSD's distribution lies on FreeBSD, and the kernel's folder of running VMs. The workdir differs from node to node. */
export const distdir = '/usr/local/cbsd';
export const shareFolder = `${distdir}/share`;
export const vmmFolder = '/dev/vmm';
export const defaultWorkdir = '/usr/jails';

/**
 * A name that can stand in a path, in single quotes of SQL and as an argument of CBSD alike. Wider than what we make
 * ourselves (names with `.`, `@`, `%`, `:` exist in the field); no leading dash or dot, no `..`.
 */
export const quotable = (name: string): boolean =>
  /^[A-Za-z0-9_@%:][A-Za-z0-9_.@%:-]{0,127}$/.test(name) && !name.includes('..');
