import type {Check} from './plan.ts';

/** What stands in a row, by the id of the check that was. `keeps`: what it expected goes along. */
export type ContraryRow = {
  readonly id: string;
  readonly says: (check: Check) => string;
  readonly keeps?: true;
  readonly expects?: (check: Check) => Check['expect'];
  readonly target?: (check: Check) => string;
};

/** `Driver.contrary` out of a platform's rows: the claim that holds where another one was taken back; null: it has none. */
export const contraryBy =
  (rows: Readonly<Record<string, ContraryRow>>) =>
  (check: Check): Check | null => {
    const row = rows[check.id];
    if (!row) return null;
    const expect = row.expects?.(check) ?? (row.keeps ? check.expect : {});
    return {id: row.id, target: row.target?.(check) ?? check.target, expect, says: row.says(check)};
  };

/** What is, and what was (`was:FIELD`), in each other's place. */
export const swapped = ({expect}: Check): Check['expect'] =>
  Object.fromEntries(
    Object.entries(expect).map(([key, value]) => [key.startsWith('was:') ? key.slice(4) : `was:${key}`, value]),
  );
