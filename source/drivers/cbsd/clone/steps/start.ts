import type {Command} from '../../../../model/command.ts';
import type {Step} from '../../../../model/plan.ts';
import {patience, run} from '../../plans/command.ts';
import {startStep, stopStep} from '../../plans/start.ts';
import type {Copy} from '../copies.ts';
import {expectedRunning} from '../identity.ts';
import type {Source} from '../source.ts';

/** The start, after which the kernel knows the clone by its own name and every forward of the source still leads to the source. */
export function startCloneStep(copy: Copy, source: Source, rules: string): Step {
  const step = startStep(copy.name, source.vm ? 'vm' : 'jail');
  const runs = source.vm ? 'running' : copy.hostname;
  return {
    ...step,
    check: {
      id: 'clone-running',
      target: copy.name,
      expect: {source: source.name, runs, ...expectedRunning(copy, source), ...(rules === '' ? {} : {rules})},
      says: `the kernel runs ${copy.name}${source.vm ? '' : ` as ${copy.hostname}`}, and ${source.name} has its forwards`,
    },
  };
}

/** The source goes on as it was before; nothing of the clones can take it back. */
export function backStep(source: Source): Step {
  const family = source.vm ? 'vm' : 'jail';
  const step = startStep(source.name, family);
  return {...step, title: `Start ${source.name} again`, undo: []};
}

/** Where FreeBSD and its packages keep what only one system may have. No pattern: it would be matched on the host. */
export const ownFiles: readonly string[] = [
  ...['rsa', 'ecdsa', 'ed25519', 'dsa'].flatMap(kind => [
    `/etc/ssh/ssh_host_${kind}_key`,
    `/etc/ssh/ssh_host_${kind}_key.pub`,
  ]),
  '/etc/machine-id',
  '/etc/hostid',
  '/var/db/dbus/machine-id',
  '/var/lib/dbus/machine-id',
];

/**
 * jexec(8) and not `cbsd jexec`, which runs a copied `cmd/rm` of the guest's own folder on the host (cbsd-ops 5.4). The
 * program and every path are the jail's: what it made of them can only harm itself.
 */
const within = (name: string, ...words: readonly string[]): Command => ({
  argv: ['jexec', '-l', name, ...words],
  timeoutMs: patience.quick,
});

/** A jail is changed from inside, so it has to run for it; it is started again with what is new. */
export function insideSteps(copy: Copy, source: Source, start: boolean, rules: string): readonly Step[] {
  const {name, hostname} = copy;
  if (source.inside !== 'jail') return [];
  return [
    run(`Give ${name} its host name inside`, within(name, 'sysrc', `hostname=${hostname}`), {
      check: {
        id: 'inside-hostname',
        target: name,
        expect: {hostname},
        says: `${name} calls itself ${hostname} in its rc.conf`,
      },
      undo: [],
      seconds: 1,
    }),
    run(`Remove the SSH host keys and the machine-id inside ${name}`, within(name, 'rm', '-f', ...ownFiles), {
      check: {
        id: 'inside-clean',
        target: name,
        expect: {files: ownFiles.join(' ')},
        says: `${name} has none of the keys of ${source.name} any more`,
      },
      undo: [],
      seconds: 1,
    }),
    {...stopStep(name, 'jail'), undo: []},
    ...(start ? [{...startCloneStep(copy, source, rules), title: `Start jail ${name} as itself`}] : []),
  ];
}
