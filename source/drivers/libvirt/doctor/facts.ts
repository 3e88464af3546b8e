import type {Operator} from '../../../model/driver.ts';
import {readSections} from '../../../text/sections.ts';
import type {LibvirtContext} from '../context.ts';
import {readLook} from '../inspect.ts';
import {readHost} from '../look/host.ts';
import {type Firewalls, readFirewalls} from './firewalls.ts';

/** What the checks judge. `context` is null where the daemon does not answer. */
export type Health = {
  readonly programs: ReadonlySet<string>;
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
