import {platformsThatCouldBe} from '../actions/choose-host.ts';
import type {Session} from '../actions/session.ts';
import {type Finding, harmlessIds, mendAction} from '../model/doctor.ts';
import {safeLine} from '../text/safe.ts';
import {isAlone, leftAlone} from './confirm-network.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';
import {table} from './tables.ts';

/** What the host has and lacks; with `--mend` the plan that puts some of it right. `--strict`: 1 when something is missing. */
export async function doctor(args: readonly string[], session: Session, face: Face): Promise<number> {
  if (args.length > 0) throw wrongUse(`doctor takes no name: construct-tui doctor --mend ${args[0]} mends one check`);
  const diagnosis = await session.diagnose();
  const asked = face.options.list('mend').flatMap(word => word.split(',').filter(Boolean));
  if (asked.length === 0) return tell(diagnosis.findings, face);
  const ids = asked.flatMap(word => (word === 'all' ? harmlessIds(diagnosis) : [word]));
  if (ids.length === 0) {
    face.note('Nothing that may be mended together; each other one by its own: construct-tui doctor --mend CHECK');
    return tell(diagnosis.findings, face);
  }
  const plan = session.plan(mendAction, ids.join(','), {});
  return plan.guard && isAlone(face)
    ? leftAlone(`doctor --mend ${ids.join(',')}`, plan, [], session, face)
    : runPlan(plan, {}, session, face);
}

/** No platform that we know could be on this machine: that, too, is a finding. */
export const doctorWithoutHost = (face: Face): number =>
  tell(
    [
      {
        id: 'platform',
        title: 'A platform for guests',
        state: 'missing',
        found: `nothing that construct-tui drives can be on ${process.platform} as it is`,
        wanted: platformsThatCouldBe().join('; '),
        why: 'Without one there is nothing to create; the practice host can be tried anywhere: construct-tui --practice',
        fix: null,
        harmless: false,
      },
    ],
    face,
  );

function tell(findings: readonly Finding[], face: Face): number {
  if (face.json) face.document({checks: findings});
  else face.print(textOf(findings));
  return face.options.flag('strict') && findings.some(({state}) => state === 'missing') ? 1 : 0;
}

/** Every check in a line, and under the table what is to be known of those that are not well. */
function textOf(findings: readonly Finding[]): string {
  const rows = findings.map(({id, state, title, found}) => [state, id, title, state === 'ok' ? found : '']);
  const open = findings.filter(({state}) => state !== 'ok');
  return [
    table(['STATE', 'CHECK', 'WHAT', 'FOUND'], rows),
    ...open.map(each =>
      [
        '',
        `${each.title} (${each.id}): ${each.state}`,
        `  found   ${safeLine(each.found)}`,
        `  wanted  ${each.wanted}`,
        `  why     ${each.why}`,
        ...(each.fix ? [`  mend    ${each.fix}: construct-tui ${each.opens ?? `doctor --mend ${each.id}`}`] : []),
      ].join('\n'),
    ),
    '',
    summary(findings),
  ].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter(each => each.state === state).length;
  const mendable = findings.filter(({harmless}) => harmless).length;
  const parts = (['missing', 'warn', 'unknown', 'ok'] as const).filter(state => count(state) > 0);
  const together = mendable > 0 ? `; doctor --mend all mends what is harmless of it (${mendable})` : '';
  return `${parts.map(state => `${count(state)} ${state}`).join(', ')}${together}`;
}
