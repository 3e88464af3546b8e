import type {Operator} from '../../../model/driver.ts';
import {readSections} from '../../../text/sections.ts';
import type {LibvirtContext} from '../context.ts';
import {readLook} from '../inspect.ts';
import {readHost} from '../look/host.ts';
import {type Firewalls, readFirewalls} from './firewalls.ts';

/** What the checks judge. `context` is null where the daemon does not answer. */
export type Health = {
  readonly programs: ReadonlySet<string>;
  /** What /etc/os-release calls it: its ID, then what it is like; and the first number of its version, 0 where it has none. */
  readonly system: {readonly ids: readonly string[]; readonly version: number};
  /** `apt-get`, `dnf`, or empty. */
  readonly manager: string;
  readonly isRoot: boolean;
  readonly hasDaemon: boolean;
  /** What the firewalls of the host let pass. */
  readonly found: Firewalls;
  /** `SELinux`, `AppArmor`, or empty. */
  readonly confinement: string;
  /** The kernel passes packets on now; and a file of ours makes it do so from every start. */
  readonly isForwarding: boolean;
  readonly isForwardingKept: boolean;
  /** Accounts in the group libvirt. */
  readonly members: ReadonlySet<string>;
  readonly operator: Operator;
  readonly host: LibvirtContext['host'];
  readonly context: LibvirtContext | null;
};

export function readHealth(stdout: string, operator: Operator, now: number): Health {
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name) ?? '';
  const lines = (name: string) => text(name).split('\n').filter(Boolean);
  return {
    programs: new Set(lines('programs')),
    system: readSystem(text('system')),
    manager: lines('managers')[0] ?? '',
    isRoot: text('uid').trim() === '0',
    hasDaemon: /^Running hypervisor: /m.test(text('version')),
    found: readFirewalls(text),
    confinement: text('confinement').trim(),
    isForwarding: text('forwarding').startsWith('1'),
    isForwardingKept: lines('forwarding').includes('kept'),
    members: new Set((lines('members')[0]?.split(':').at(-1) ?? '').split(',').filter(Boolean)),
    operator,
    host: readHost(text),
    context: readLook(stdout, stdout, operator, now).context,
  };
}

/** `ID=rocky`, `ID_LIKE="rhel centos fedora"`, `VERSION_ID="9.4"`, in quotes or without. */
function readSystem(text: string): Health['system'] {
  const value = (key: string) => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return {
    ids: `${value('ID')} ${value('ID_LIKE')}`.split(' ').filter(Boolean),
    version: Number.parseInt(value('VERSION_ID'), 10) || 0,
  };
}
