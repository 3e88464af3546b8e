import type {Step} from '../../../model/plan.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {isAtLeast, newsBetween, readVersion} from '../versions.ts';
import type {HostFacts} from './facts.ts';

/** A node whose CBSD is `to`, and whose workdir `from` was made for. */
export type Upgrade = {readonly workdir: string; readonly from: string; readonly to: string};

/**
 * initenv on a node that is set up: it asks nothing, changes no answer, and writes databases, defaults and the list of programs anew. Always
 * by `cbsd initenv` under NOINTER (cbsd-ops 1.3): `inter=0` does nothing there, and without a file it fails in 15.0.5 (cbsd-observed).
 */
export const initAgain = (title: string, {workdir, to}: Upgrade): Step =>
  run(title, cbsd(['initenv'], patience.create), {
    check: {
      id: 'node-ready',
      target: workdir,
      expect: {version: to},
      says: `${workdir} is a node of CBSD ${to}, whatever initenv says`,
    },
    residue: [`copies of the databases that CBSD keeps: ${workdir}/var/db/local.sqlite-*.bkp, ${workdir}/var/db-*`],
    seconds: 60,
  });

export const upgradeStep = (upgrade: Upgrade): Step =>
  initAgain(`Bring ${upgrade.workdir} from CBSD ${upgrade.from} to ${upgrade.to}`, upgrade);

/** A node that is of another version than its CBSD, or lost a part. */
export function againSteps(facts: HostFacts): readonly Step[] {
  const upgrade = upgradeOf(facts);
  if (upgrade) return [upgradeStep(upgrade)];
  if (facts.lacking.length === 0) return [];
  const {workdir, nodeVersion} = facts;
  return [
    initAgain(`Make ${facts.lacking.join(' and ')} of ${workdir} again`, {workdir, from: nodeVersion, to: nodeVersion}),
  ];
}

/** null: workdir and CBSD are of one version, or there is none to compare with. */
export const upgradeOf = ({isNode, distribution, nodeVersion, workdir}: HostFacts): Upgrade | null =>
  !isNode || distribution === '' || nodeVersion === distribution
    ? null
    : {workdir, from: nodeVersion, to: distribution};

/** What an operator has to know of an upgrade before it runs, and what the new version changed for this program. */
export const upgradeWarnings = (upgrade: Upgrade | null): readonly string[] => {
  if (upgrade === null) return [];
  const {workdir, from, to} = upgrade;
  return [
    `CBSD is ${to} and ${workdir} was made for ${from}: initenv brings it up, and keeps copies of its databases.`,
    'initenv overwrites the files of etc/defaults; what is in etc/ stays.',
    'Guests go on running; commands of CBSD beside it can fail.',
    ...newsBetween('CBSD', from, to).map(news => `CBSD, ${news}.`),
  ];
};

/** Why databases of a newer CBSD are not for an older one; null: these are not newer. Letters of a version do not count; no full stop. */
export function stepBack(upgrade: Upgrade | null): string | null {
  if (upgrade === null) return null;
  const {workdir, from, to} = upgrade;
  const [made, here] = [readVersion(from), readVersion(to)];
  return isAtLeast(made, here) && !isAtLeast(here, made)
    ? `${workdir} was made for CBSD ${from}, which is newer than ${to} here, and initenv knows no way back for its databases: install CBSD ${from} again`
    : null;
}
