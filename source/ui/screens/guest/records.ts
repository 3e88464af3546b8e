import {formatBytes} from '../../../text/units.ts';

export type Row = Readonly<Record<string, string>>;

/**
 * A row of the platform's own table in a line: what says nothing (empty, 0, the guest's own name) is left out, and so is the
 * prefix of a column's name that only repeats the table's (`dsk_`, `nic_`).
 */
export const recordText = (row: Row, guest: string): string =>
  Object.entries(row)
    .filter(([name, value]) => !['', '0', guest].includes(value) && !/^(id|.*_id)$/.test(name))
    .map(([name, value]) => `${name.replace(/^(dsk|nic)_/, '')} ${told(name, value)}`)
    .join(', ');

/** Numbers of bytes are read as sizes. */
const told = (name: string, value: string): string =>
  /(size|^used)$/.test(name) && /^\d{5,}$/.test(value) ? formatBytes(Number(value)) : value;

/** A setting as it may be read here: a secret is known to be there, no more. */
export const settingText = (value: string): string => (/^<secret:.*>$/.test(value) ? 'a secret, not shown' : value);
