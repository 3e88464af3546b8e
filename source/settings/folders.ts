import {homedir, platform} from 'node:os';
import {join} from 'node:path';

export type Folders = {
  /** Jobs and claims of the host; on a real host they lie on it, for every account and every machine alike. */
  readonly host: string;
  /** The practice host's world. */
  readonly world: string;
  /** The operator's own: settings and drafts. */
  readonly settings: string;
  /** What the runners of jobs on other hosts have to complain of: they run here. */
  readonly runners: string;
};

/** `state` (from `--state`) replaces all of them. */
export function folders(state: string | null, practice: boolean): Folders {
  const states = join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'construct-tui');
  const own = state ?? join(states, 'practice');
  return {
    host: state !== null || practice ? join(own, 'host') : hostFolder(),
    world: join(own, 'world'),
    runners: join(state ?? states, 'runners'),
    settings:
      state === null
        ? join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'construct-tui')
        : join(own, 'settings'),
  };
}

const hostFolder = (): string => (platform() === 'linux' ? '/var/lib/construct-tui' : '/var/db/construct-tui');
