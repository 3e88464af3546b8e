import type {Job} from '../../model/job.ts';
import type {HostSettings} from '../../settings/hosts.ts';
import type {Unreachable} from '../../transport/ssh/unreachable.ts';
import type {HostView} from '../session.ts';

/** How a host answers, as the last look at it found; `unread`: nobody has looked yet. */
export type Condition = 'unread' | 'ready' | 'no-platform' | 'unreadable' | Unreachable['code'];

/** One host among many. What a look found of it stays, with its age, when the next one finds no way to it. */
export type FleetHost = {
  readonly name: string;
  readonly settings: HostSettings;
  /** This machine, or its practice host. */
  readonly isHere: boolean;
  /** The screen opens on it. */
  readonly isDefault: boolean;
  readonly isReading: boolean;
  readonly condition: Condition;
  /** Why it is not ready, and what can be done about it; empty where it is. */
  readonly problem: string;
  readonly hint: string;
  /** The key that it showed and nobody knows. */
  readonly key: Buffer | null;
  readonly platform: string;
  readonly version: string;
  readonly rights: string;
  readonly view: HostView | null;
  readonly jobs: readonly Job[];
};

export const unread = (name: string, settings: HostSettings, isHere: boolean): FleetHost => ({
  ...{
    name,
    settings,
    isHere,
    isDefault: isHere,
    isReading: false,
    condition: 'unread',
    problem: '',
    hint: '',
    key: null,
  },
  ...{platform: '', version: '', rights: '', view: null, jobs: []},
});

/** Whether nothing at all can be said to it: what exit code 8 stands for. */
export const isOutOfReach = ({condition}: FleetHost): boolean =>
  ['unreachable', 'unknown-key', 'changed-key', 'no-login'].includes(condition);

/** Hosts by their names, `group:NAME` or `tag:NAME`; null for a word that means none. */
export function hostsMeant<Host extends Pick<FleetHost, 'name' | 'settings'>>(
  word: string,
  hosts: readonly Host[],
): readonly Host[] | null {
  const [, kind, wanted = ''] = /^(group|tag):(.+)$/.exec(word) ?? [];
  const found = hosts.filter(({name, settings}) =>
    kind === 'group' ? settings.group === wanted : kind === 'tag' ? settings.tags.includes(wanted) : name === word,
  );
  return found.length > 0 ? found : null;
}
