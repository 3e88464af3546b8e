import type {Default, Field} from '../../../../model/form.ts';
import type {HostFacts} from '../facts.ts';

export type Row = Field<HostFacts>;

type More = Partial<Omit<Row, 'id' | 'kind' | 'label' | 'help' | 'group'>>;

/** What the node says of itself when it is one already, else what was found out about the host. */
export const known =
  (id: string, found: (facts: HostFacts) => Default): Row['initial'] =>
  (_, facts) => {
    const value = facts.isNode ? facts.settings.get(id) : undefined;
    return value === undefined || value === '' || value === '(null)' ? found(facts) : {value, origin: 'node'};
  };

export const fixed =
  (value: string, origin = 'CBSD') =>
  (): Default => ({value, origin});

/** Rows of one group; those that nobody has to see stay at speed `all`. */
export const tableOf = (group: string) => ({
  field: (
    id: string,
    kind: Row['kind'],
    label: string,
    initial: Row['initial'],
    help: string,
    more: More = {},
  ): Row => ({
    ...{id, kind, label, help, group, speed: 'all', initial},
    ...more,
  }),
  flags: (
    rows: readonly (readonly [id: string, label: string, value: '0' | '1', origin: string, help: string])[],
  ): readonly Row[] =>
    rows.map(([id, label, value, origin, help]) => ({
      ...{id, kind: 'bool', label, help, group, speed: 'all'},
      initial: known(id, fixed(value, origin)),
    })),
});
