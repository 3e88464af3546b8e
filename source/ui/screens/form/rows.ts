import type {FieldView} from '../../../model/form.ts';
import {bodyRows, type World} from '../../screen.ts';
import {matcherOf} from '../matcher.ts';
import type {FormScreen} from './state.ts';

export type FormRow =
  | {readonly kind: 'group'; readonly title: string}
  | {readonly kind: 'field'; readonly field: FieldView}
  | {readonly kind: 'plan'};

/** The rows of the list: the basic fields, all in their groups, or those that are looked for. */
export function formRows({form, speed, find}: FormScreen): readonly FormRow[] {
  const visible = form.fields.filter(field => field.visible);
  if (find !== null) return found(visible, find).map(row);
  if (speed === 'basic') return [...visible.filter(field => field.speed === 'basic').map(row), {kind: 'plan'}];
  const groups = form.groups.flatMap(({id, title}): readonly FormRow[] => {
    const fields = visible.filter(field => field.group === id);
    return fields.length > 0 ? [{kind: 'group', title}, ...fields.map(row)] : [];
  });
  return [...groups, {kind: 'plan'}];
}

const row = (field: FieldView): FormRow => ({kind: 'field', field});

/** Fields whose name matches first, then those whose help does. */
function found(fields: readonly FieldView[], find: string): readonly FieldView[] {
  const matches = matcherOf(find);
  const named = fields.filter(({id, label}) => matches(`${label} ${id}`));
  return [
    ...named,
    ...fields.filter(field => !named.includes(field) && matches(`${field.label} ${field.id} ${field.help}`)),
  ];
}

/** Rows below the list that tell about the field under the cursor; fewer on a low screen. */
export const helpRows = ({size}: World): number => (size.rows >= 22 ? 6 : 4);

export const listRows = (world: World): number => bodyRows(world.size) - helpRows(world);
