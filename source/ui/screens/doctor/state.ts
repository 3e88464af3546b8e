import {type Finding, type FindingState, harmlessIds, mendAction} from '../../../model/doctor.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {freshList, type ListState, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';
import {openPlan} from '../plan/state.ts';

/** What the host has and lacks: the checks, and all about the one under the cursor. */
export type DoctorScreen = ListState & {readonly place: 'doctor'};

export const openDoctor = (): DoctorScreen => ({...freshList, place: 'doctor'});

/** What is wrong comes first, for it is why one looks. */
const ranks: readonly FindingState[] = ['missing', 'warn', 'unknown', 'ok'];

export function visibleFindings({filter}: DoctorScreen, {diagnosis}: World): readonly Finding[] {
  const matches = matcherOf(filter);
  return (diagnosis?.findings ?? [])
    .filter(({id, title, state, found}) => matches([id, title, state, found].join(' ')))
    .toSorted((one, other) => ranks.indexOf(one.state) - ranks.indexOf(other.state));
}

/** Rows of the pane below the list: found, wanted, why and the way to mend it. */
export const paneRows = 7;

export const findingRows = (screen: DoctorScreen, {size}: World): number =>
  Math.max(1, bodyRows(size) - paneRows - (screen.isFiltering ? 1 : 0));

export function pressDoctor(screen: DoctorScreen, press: Press, world: World): Change {
  const findings = visibleFindings(screen, world);
  const height = findingRows(screen, world);
  const next = pressList(screen, press, findings.length, height);
  if (next) return {screen: next};
  switch (press.id) {
    case 'refresh':
      return {flash: {role: 'muted', text: 'Looking at the host'}, effects: [{do: 'load', screen}]};
    case 'mend':
      return mend(findings[scrollTo(screen.view, screen.view.cursor, findings.length, height).cursor], world);
    case 'setup':
      return setUp;
    case 'mend-all':
      return mendAll(world);
    default:
      return {};
  }
}

const setUp: Change = {effects: [{do: 'open-setup'}]};

function mend(finding: Finding | undefined, world: World): Change {
  if (!finding)
    return {flash: {role: 'muted', text: world.diagnosis ? 'There is no check here' : 'Still looking at the host'}};
  if (finding.state === 'ok') return {flash: {role: 'muted', text: `${finding.title}: nothing to mend`}};
  if (finding.fix === null) return {flash: {role: 'warn', text: `Nothing here mends it: ${finding.wanted}`}};
  if (finding.opens === 'setup') return setUp;
  return {open: openPlan(world.plan(mendAction, finding.id, {}), {}, {})};
}

function mendAll(world: World): Change {
  const ids = world.diagnosis ? harmlessIds(world.diagnosis) : [];
  return ids.length === 0
    ? {flash: {role: 'muted', text: 'Nothing that may be mended together: Enter mends one by itself'}}
    : {open: openPlan(world.plan(mendAction, ids.join(','), {}), {}, {})};
}
