import type {Choice, Default, Field, Get} from '../../../model/form.ts';
import type {CbsdContext} from '../context.ts';
import type {ProfileValue} from '../profiles/profile.ts';

/** A row of a form's table: a field of this platform. */
export type Row = Field<CbsdContext>;

/** How a table finds the value that the chosen profile gives a parameter. */
export type Lookup = (id: string, get: Get, context: CbsdContext) => ProfileValue | undefined;

type Common = Partial<Omit<Row, 'id' | 'kind' | 'label' | 'help' | 'group'>>;

export const plain = (choices: readonly string[]): readonly Choice[] => choices.map(value => ({value, label: value}));

export const always =
  (value: string, origin = 'CBSD'): Row['initial'] =>
  () => ({value, origin});

/** Rows of one group whose defaults come from the profile, else are CBSD's own, as given. */
export const tableOf = (group: string, lookup: Lookup) => {
  const initial =
    (id: string, otherwise: string): Row['initial'] =>
    (get, context): Default =>
      lookup(id, get, context) ?? {value: otherwise, origin: 'CBSD'};
  return {
    field: (id: string, kind: Row['kind'], label: string, otherwise: string, help: string, more: Common = {}): Row => ({
      id,
      kind,
      label,
      help,
      group,
      speed: 'all',
      initial: initial(id, otherwise),
      ...more,
    }),
    /** Switches: id, label, CBSD's default, help. */
    flags: (rows: readonly (readonly [string, string, '0' | '1', string])[], more: Common = {}): readonly Row[] =>
      rows.map(([id, label, otherwise, help]) => ({
        id,
        kind: 'bool',
        label,
        help,
        group,
        speed: 'all',
        initial: initial(id, otherwise),
        ...more,
      })),
    /** Choices from a fixed list: id, label, default, values, help. */
    choices: (
      rows: readonly (readonly [string, string, string, readonly string[], string])[],
      more: Common = {},
    ): readonly Row[] =>
      rows.map(([id, label, otherwise, values, help]) => ({
        id,
        kind: 'choice',
        label,
        help,
        group,
        speed: 'all',
        initial: initial(id, otherwise),
        allowed: () => plain(values),
        ...more,
      })),
  };
};

/** A list's own rows beside what is there already, each once. */
export function withValue(choices: readonly Choice[], value: string, label = value): readonly Choice[] {
  return choices.some(choice => choice.value === value) || value === '' ? choices : [{value, label}, ...choices];
}
