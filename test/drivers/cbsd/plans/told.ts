import {shownContent} from '../../../../source/model/command.ts';
import type {Plan} from '../../../../source/model/plan.ts';

/** A plan as text, for comparing with a file: what would run, what would be written, and what is claimed. */
export function told(plan: Plan): string {
  const steps = plan.steps.map(({title, command, file, check, undo, interruptible}) =>
    [
      `# ${title}`,
      ...(command ? [`$ ${command.argv.join(' ')}`] : []),
      ...(file ? [`> ${file.path} ${file.mode.toString(8)}`, shownContent(file.content).trimEnd()] : []),
      `? ${check?.id} ${check?.target} ${JSON.stringify(check?.expect)}`,
      ...(undo ?? []).map(each => `undo: ${each.argv.join(' ')}`),
      ...(interruptible ? ['may be ended'] : []),
    ].join('\n'),
  );
  const end = [
    ...plan.warnings.map(each => `! ${each}`),
    ...plan.refusals.map(each => `refused: ${each.code} ${each.field}: ${each.reason}`),
    ...plan.assumptions.map(each => `assumes: ${each.id} ${each.target} ${each.value}`.trimEnd()),
    `= ${plan.success}`,
    ...plan.next.map(
      each => `next: ${each.title}: ${each.kind === 'copy' ? each.text : `${each.action} ${each.target}`}`,
    ),
  ];
  return `${plan.title}\n\n${steps.join('\n\n')}\n\n${end.join('\n')}\n`;
}
