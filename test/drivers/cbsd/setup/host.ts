import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import type {Survey} from '../../../../source/model/driver.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {memoryJobs} from '../../../helpers/memory-jobs.ts';

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

/** No base (its download has tests of its own), and nobody there to confirm anything. */
export const quietly: Answers = {base: '0', confirm_network: 'none'};

/** A practice host without CBSD, or with it, and the jobs that are run on it within this process. */
export function setupHost(world: string) {
  const transport = createPracticeTransport(world);
  const survey = async (): Promise<Survey> => {
    const found = await cbsd.survey?.(transport, operator);
    if (!found || 'code' in found) throw new Error(found?.reason);
    return found;
  };
  return {
    world,
    transport,
    jobs: memoryJobs({driver: cbsd, transport}),
    survey,
    plan: async (answers: Answers = quietly): Promise<Plan> => (await survey()).plan(answers),
    async create(name: string): Promise<Plan> {
      const probe = await cbsd.probe(transport);
      if (!probe) throw new Error('there is no CBSD');
      const now = await cbsd.inspect(transport, probe, operator);
      return now.plan('create-jail', name, {jname: name, ver: 'empty', pkg_bootstrap: '0'});
    },
  };
}

export type SetupHost = ReturnType<typeof setupHost>;

/** What packages bring stays when a set-up is taken back, and what a kernel holds is no file. */
const apart = /^\/(usr\/local\/|var\/run\/|var\/db\/pkg|usr\/local$|etc\/passwd$)/;

/** Every file of the host with its mode and content. */
export function filesOf(world: string): Readonly<Record<string, string>> {
  const root = path.join(world, 'root');
  const files: Record<string, string> = {};
  for (const entry of readdirSync(root, {recursive: true, withFileTypes: true})) {
    const real = path.join(entry.parentPath, entry.name);
    const name = real.slice(root.length);
    if (entry.isSymbolicLink() || apart.test(name)) continue;
    const mode = (statSync(real).mode & 0o777).toString(8);
    files[name] = entry.isFile() ? `${mode} ${readFileSync(real, 'latin1')}` : mode;
  }
  return files;
}

/** What a set-up of a real host would touch on this machine: when it was changed last. */
export const ofThisMachine = (): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    [
      ...[
        '/etc/rc.conf',
        '/etc/sysctl.conf',
        '/etc/pf.conf',
        '/boot/loader.conf',
        '/boot',
        '/usr/jails',
        '/var/backups',
      ],
      ...[
        '/usr/local/cbsd',
        '/usr/local/etc',
        '/usr/local/etc/sudoers.d',
        '/usr/local/sbin',
        '/var/db/pkg',
        '/etc/sudoers.d',
      ],
    ].map(name => [name, statSync(name, {throwIfNoEntry: false})?.ctimeMs ?? null]),
  );
