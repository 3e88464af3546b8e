import type {CheckRow} from '../../../../model/doctor.ts';
import {cbsd, patience, run} from '../../plans/command.ts';
import {initAgain, stepBack, type Upgrade, upgradeStep, upgradeWarnings} from '../../setup/upgrade.ts';
import {newsBetween, readVersion, testedVersions} from '../../versions.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, unknown, warn} from './judged.ts';

/** What is still to be done after CBSD or FreeBSD was brought to another version. */
export const upgradeChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'upgrade',
    title: 'Working directory matches CBSD',
    wanted: 'both of one version',
    why: 'After an upgrade of the package initenv has to bring databases, modules and defaults up to it; until then commands warn or fail.',
    judge(facts) {
      const {distribution, initialised} = facts.cbsd;
      if (facts.workdir === '' || initialised === '') return null;
      if (distribution === '')
        return unknown(`the working directory is of ${initialised}; that of CBSD itself is not told`);
      if (distribution === initialised) return ok(initialised);
      const back = stepBack(upgradeOf(facts));
      const found = `CBSD is ${distribution}, the working directory of ${initialised}`;
      return missing(back ?? [found, ...newsBetween('CBSD', initialised, distribution)].join('; '));
    },
    fix: 'Run initenv again, as an upgrade',
    mend(facts) {
      const upgrade = upgradeOf(facts);
      return stepBack(upgrade) === null ? {steps: [upgradeStep(upgrade)], warnings: upgradeWarnings(upgrade)} : null;
    },
  },
  {
    id: 'programs',
    title: 'Programs that CBSD calls',
    wanted: 'each where initenv wrote down that it is (cmd.subr)',
    why: 'Programs move with an upgrade of FreeBSD or come later; CBSD looks only where they were when initenv last ran.',
    judge({workdir, files, programs, noted}) {
      if (workdir === '' || !files.has('cmd.subr')) return null;
      const gone = noted.filter(each => !each.isThere && each.path !== '').map(({path}) => `${path} is gone`);
      const late = noted
        .filter(({name, path}) => path === '' && programs.has(name))
        .map(({name}) => `${name} came later`);
      return gone.length + late.length === 0 ? ok(`${noted.length} of them`) : warn([...gone, ...late].join(', '));
    },
    fix: 'Let initenv write them down again',
    mend: facts => ({
      steps: [initAgain('Let initenv look for the programs that CBSD calls', upgradeOf(facts))],
      warnings: ['A program that CBSD cannot do without has to be installed first: initenv then says which.'],
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
        : warn(
            [`the inventory says ${stored}, ${running} runs`, ...newsBetween('FreeBSD', stored, running)].join('; '),
          );
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

const upgradeOf = ({workdir, cbsd: {initialised, distribution}}: Facts): Upgrade => ({
  ...{workdir, from: initialised, to: distribution},
});

const major = (release: string): number => Number.parseInt(release, 10) || 0;
const minor = (release: string): number => Number(/^\d+\.(\d+)/.exec(release)?.[1] ?? 0);
