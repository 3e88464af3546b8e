import type {Session} from '../actions/session.ts';
import {accept} from './answers.ts';
import {formDocument} from './documents.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {table} from './tables.ts';

const formActions = [
  'create-jail',
  'create-vm',
  'clone',
  'expose',
  'unexpose',
  'setup',
  'set',
  'rename',
  'snapshot-create',
  'disk-add',
  'disk-grow',
  'nic-add',
  'nic-set',
  'import',
];

/** Takes the action as its words (`create jail`) or as its id (`create-jail`). */
export async function form(args: readonly string[], session: Session, face: Face): Promise<number> {
  const action = args.join('-');
  if (!formActions.includes(action)) throw wrongUse(`form takes one of: ${formActions.join(', ')}`);
  if (action === 'setup') await session.survey();
  const view = accept(session.form(action, '', {}));
  if (face.json) {
    face.document({form: formDocument(view)});
    return 0;
  }
  const rows = view.fields.map(field => [
    field.id,
    field.kind,
    field.secret ? '-' : field.fallback.value || '-',
    field.fallback.origin || '-',
    field.label,
  ]);
  face.print(table(['FIELD', 'KIND', 'DEFAULT', 'FROM', 'MEANING'], rows));
  return 0;
}
