import {firstKey as key} from '../../keymap.ts';
import type {World} from '../../screen.ts';

/**
 * What to do next, where nobody has done anything yet: on a host without the platform, without guests, or on a practice host
 * without a job. It stands where guests would stand and takes no key; the first guest or job ends it.
 */
export function greeting({host, view, jobs, runs, fellBack}: World): readonly string[] {
  if (view.isAbsent) return absent(host, view.problems[0] ?? '');
  if (view.status !== 'ready') return [];
  const isNew = jobs !== null && jobs.length === 0 && runs.size === 0 && host.practice;
  const here = isNew ? where(fellBack) : [];
  if (view.guests.length === 0)
    return [`No ${kinds(host, 'jails', ' and no ', 'VMs')} are on ${host.name} yet.`, '', ...here, ...next(host, true)];
  return isNew ? [...here, ...next(host, false)] : [];
}

/** Only what this platform can make is spoken of. */
const kinds = ({makes}: World['host'], jail: string, between: string, vm: string): string =>
  [...(makes.includes('create-jail') ? [jail] : []), ...(makes.includes('create-vm') ? [vm] : [])].join(between);

const where = (fellBack: boolean): readonly string[] => [
  ...(fellBack
    ? ['No platform that construct-tui knows is on this machine,', 'so this is the practice host:']
    : ['This is the practice host:']),
  'a simulated CBSD node: nothing can break, and nothing touches this machine.',
  'construct-tui --tour shows around in two minutes.',
  '',
];

const next = (host: World['host'], isEmpty: boolean): readonly string[] => [
  `${key('create')} creates ${kinds(host, 'a jail', ' or ', 'a VM')}: every default says where it is from,`,
  'and nothing runs before you have seen it.',
  ...(isEmpty ? [] : [`${key('start-stop')} starts the guest under the cursor, ${key('open')} tells all about it.`]),
  `${key('help')} shows the keys, ${key('palette')} finds everything by its name.`,
];

const absent = ({platform, install, canSetUp, practice}: World['host'], problem: string): readonly string[] => [
  `${problem || `${platform} is not on this host`}.`,
  '',
  ...install,
  ...(canSetUp ? [`${key('setup')} sets this host up: you see every change before it is made.`] : []),
  '',
  `${key('refresh')} looks again, ${key('quit')} leaves${practice ? '.' : '; construct-tui --practice lets you try it all.'}`,
];
