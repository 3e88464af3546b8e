import type {Check, Verdict} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import {checkClone, isCloneCheck} from './clone/check.ts';
import {checkInside} from './clone/check-inside.ts';
import {checkOrigin} from './clone/promote.ts';
import {checkHost} from './doctor/verify.ts';
import {checkLimits} from './edit/check-limits.ts';
import {checkRenamed} from './edit/check-renamed.ts';
import {checkForwards, isForwardsCheck} from './expose/check.ts';
import {addressOf, type GuestFacts, readGuest, stored} from './guest-facts.ts';
import {checkHardware, isHardwareCheck} from './hardware/check.ts';
import {checkKept} from './keep/check.ts';
import {pathsScript} from './look/scripts.ts';
import {cell, readSections} from './look/sections.ts';
import {checkMedium} from './media/check.ts';
import {shell} from './paths.ts';
import {checkRemoval, isRemovalCheck} from './removal/check.ts';
import {checkSnapshot, isSnapshotCheck} from './snapshots/check.ts';

const unknown = (note: string): Verdict => ({truth: 'unknown', note});
const verdict = (holds: boolean, note: string, facts: Readonly<Record<string, string>> = {}): Verdict => ({
  truth: holds ? 'true' : 'false',
  note,
  facts,
});

type Judge = (check: Check, facts: GuestFacts) => Verdict;

/** What each check asks of one guest. */
const judges: Readonly<Record<string, Judge>> = {
  'guest-exists': ({target, expect}, {row, settings}) => {
    if (!row) return verdict(false, `${target} is not in CBSD's database`);
    // What a create leaves when it is killed halfway (cbsd-observed, trap 3).
    if (cell(row, 'status') === '3') return verdict(false, `${target} is in maintenance: ${cell(row, 'maintenance')}`);
    const wrong = Object.entries(expect).filter(([key, value]) => stored(key, row, settings) !== value);
    const [key, value] = wrong[0] ?? [];
    if (key !== undefined) return verdict(false, `${key} is ${stored(key, row, settings) || 'empty'} and not ${value}`);
    return verdict(true, `${target} is there with the settings asked for`, {address: addressOf(row, settings)});
  },
  'guest-running': ({target}, {row, settings, running}) => {
    if (!row) return verdict(false, `${target} is not in CBSD's database`);
    const address = addressOf(row, settings);
    return running
      ? verdict(true, `the kernel runs ${target}`, {address})
      : verdict(false, `the kernel does not run ${target}`);
  },
  'guest-stopped': ({target}, {row, running}) => {
    if (!row) return verdict(false, `${target} is not in CBSD's database`);
    return verdict(!running, running ? `the kernel still runs ${target}` : `the kernel does not run ${target}`);
  },
  /** Unlike `guest-stopped` it does not mind when there is no such guest. */
  'guest-off': ({target}, {running}) =>
    verdict(!running, running ? `the kernel runs ${target}` : `the kernel does not run ${target}`),
  /** `was:` marks what it had before, which only the way back asks for. */
  'guest-set': ({target, expect}, {row, settings}) => {
    if (!row) return verdict(false, `${target} is not in CBSD's database`);
    const wanted = Object.entries(expect).filter(([key]) => !key.startsWith('was:'));
    const wrong = wanted.find(([key, value]) => stored(key, row, settings) !== value);
    if (wrong)
      return verdict(false, `${wrong[0]} is ${stored(wrong[0], row, settings) || 'empty'} and not ${wrong[1]}`);
    return verdict(true, wanted.map(([key, value]) => `${key} is ${value}`).join(', '));
  },
  'guest-paused': ({target}, {running, asleep}) =>
    verdict(
      running && asleep,
      !running ? `the kernel does not run ${target}` : asleep ? `${target} holds still` : `${target} goes on`,
    ),
  'guest-awake': ({target}, {running, asleep}) =>
    verdict(
      running && !asleep,
      !running ? `the kernel does not run ${target}` : asleep ? `${target} holds still` : `${target} goes on`,
    ),
  'guest-gone': ({target}, {row, running}) =>
    verdict(
      !row && !running,
      row ? `${target} is still in CBSD's database` : running ? `the kernel still runs ${target}` : `${target} is gone`,
    ),
};

export async function check(asked: Check, workdir: string, transport: Transport): Promise<Verdict> {
  if (isForwardsCheck(asked.id)) return checkForwards(asked, workdir, transport);
  if (isCloneCheck(asked.id)) return checkClone(asked, workdir, transport);
  if (asked.id === 'guest-renamed') return checkRenamed(asked, workdir, transport);
  if (isSnapshotCheck(asked.id)) return checkSnapshot(asked, transport);
  if (isHardwareCheck(asked.id)) return checkHardware(asked, workdir, transport);
  if (isRemovalCheck(asked.id)) return checkRemoval(asked, workdir, transport);
  const judge = judges[asked.id];
  if (!judge)
    return (
      (await checkLimits(asked, workdir, transport)) ??
      (await checkHost(asked, transport)) ??
      (await checkInside(asked, transport)) ??
      (await checkKept(asked, transport)) ??
      (await checkMedium(asked, transport)) ??
      (await checkOrigin(asked, transport)) ??
      checkPath(asked, workdir, transport)
    );
  const facts = await readGuest(asked.target, workdir, transport);
  return facts?.readable ? judge(asked, facts) : unknown(`${workdir}/var/db/local.sqlite could not be read`);
}

/** `file-written`, `file-present`, `base-present`: something is at the path that `expect.path` names; `file-gone`: nothing. */
async function checkPath(asked: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const path = asked.expect.path;
  if (path === undefined) return unknown(`nobody knows how to check ${asked.id}`);
  const {stdout, exitCode} = await transport.read({argv: shell(pathsScript, workdir, path)});
  if (exitCode !== 0) return unknown(`${workdir} could not be read`);
  const there = readSections(stdout).get('paths') ?? '';
  return verdict(
    (there === '') === (asked.id === 'file-gone'),
    there === '' ? `${path} is not there` : `${path} is there`,
  );
}
