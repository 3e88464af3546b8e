import type {Choice, Field} from '../../../model/form.ts';
import type {LibvirtContext} from '../context.ts';

/** A row of a form's table: a field of this platform. */
export type Row = Field<LibvirtContext>;

type Common = Partial<Omit<Row, 'id' | 'kind' | 'label' | 'help' | 'group'>>;

export const always =
  (value: string, origin = 'construct-tui'): Row['initial'] =>
  () => ({value, origin});

/** Rows of one group; without another one the default is nothing. */
export const fieldsOf =
  (group: string) =>
  (id: string, kind: Row['kind'], label: string, help: string, more: Common = {}): Row => ({
    id,
    kind,
    label,
    help,
    group,
    speed: 'all',
    initial: always('', ''),
    ...more,
  });

export const basic = {speed: 'basic', required: true} as const;

export const plain = (values: readonly string[]): readonly Choice[] => values.map(value => ({value, label: value}));
