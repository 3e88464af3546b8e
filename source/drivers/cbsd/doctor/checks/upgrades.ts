import type {CheckRow} from '../../../../model/doctor.ts';
import {cbsd, patience, run} from '../../plans/command.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, unknown, warn} from './judged.ts';
import {newsBetween, readVersion, testedVersions} from './versions.ts';

/** What is still to be done after CBSD or FreeBSD was brought to another version. */
export const upgradeChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'upgrade',
    title: 'Working directory matches CBSD',
    wanted: 'both of one version',
    why: 'After an upgrade of the package initenv has to bring databases, modules and defaults up to it; until then commands warn or fail.',
    judge({cbsd: {distribution, initialised}, workdir}) {
      if (workdir === '' || initialised === '') return null;
      if (distribution === '')
        return unknown(`the working directory is of ${initialised}; that of CBSD itself is not told`);
      if (distribution === initialised) return ok(initialised);
      return missing(
        [
          `CBSD is ${distribution}, the working directory of ${initialised}`,
          ...newsBetween(initialised, distribution),
        ].join('; '),
      );
    },
    fix: 'Run initenv again, as an upgrade',
    mend: ({cbsd: {distribution}, workdir}) => ({
      steps: [
        run('Bring the working directory up to this CBSD', cbsd(['initenv'], patience.create), {
          check: hostCheck('line', distribution, 'yes', `${workdir} is of ${distribution}`, `${workdir}/ver`),
          residue: [`backups of the databases that initenv makes: ${workdir}/var/db-*`],
          seconds: 60,
        }),
      ],
      warnings: [
        'initenv overwrites the files of etc/defaults; what is in etc/ stays.',
        'Guests go on running; commands of CBSD beside it can fail.',
      ],
    }),
  },
  {
    id: 'known-version',
    title: 'CBSD of a known version',
    wanted: `one of ${testedVersions}`,
    why: 'What this program expects of CBSD was read there; with another version every change is still checked on the host.',
    judge({cbsd: {installed, distribution}}) {
      if (!installed || distribution === '') return null;
      const [major] = readVersion(distribution);
      if (major === 14) return ok(distribution);
      return warn(major !== undefined && major > 14 ? `${distribution} is newer` : `${distribution} is older`);
    },
  },
  {
    id: 'reboot',
    title: 'Nothing waits for a reboot',
    wanted: 'the running kernel is the installed one',
    why: 'Modules of a new kernel do not load into the old one, and its userland may not run on it.',
    judge({releases: {running, installed, userland}}) {
      if (running === '') return null;
      if (installed !== '' && installed !== running)
        return warn(`needs a reboot: ${installed} is installed, ${running} runs`);
      if (userland !== '' && major(userland) > major(running))
        return warn(`needs a reboot: the userland is ${userland}, the kernel ${running}`);
      return ok(running);
    },
  },
  {
    id: 'inventory',
    title: 'CBSD knows this release',
    wanted: 'the release in the inventory is the one that runs',
    why: 'After an upgrade of FreeBSD the node still tells its old release to whoever reads the inventory, this program included.',
    judge({node, releases: {running}}) {
      const stored = node?.node.release ?? '';
      if (stored === '' || running === '') return null;
      return major(stored) === major(running) && minor(stored) === minor(running)
        ? ok(stored)
        : warn(`the inventory says ${stored}, ${running} runs`);
    },
    fix: 'Make the inventory again',
    harmless: true,
    mend: ({releases: {running}, workdir}) => ({
      steps: [
        run('Look at the hardware and the release again', cbsd(['sysinv', 'mode=update'], patience.quick), {
          check: hostCheck(
            'inventory',
            'osrelease',
            running,
            `the inventory says ${running}`,
            `${workdir}/var/db/local.sqlite`,
          ),
          seconds: 5,
        }),
      ],
    }),
  },
];

const major = (release: string): number => Number.parseInt(release, 10) || 0;
const minor = (release: string): number => Number(/^\d+\.(\d+)/.exec(release)?.[1] ?? 0);
