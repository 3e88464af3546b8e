import type {Session} from '../actions/session.ts';
import {safe} from '../text/safe.ts';
import {formatBytes} from '../text/units.ts';
import {gatherAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';
import {table} from './tables.ts';

type Rows = readonly Readonly<Record<string, string>>[];

const lists = {
  disk: {
    of: 'disks',
    head: ['DISK', 'SIZE', 'CONTROLLER'],
    cells: (row: Rows[number]) => [
      row.dsk_path ?? '',
      formatBytes(Number(row.dsk_size ?? 0)),
      row.dsk_controller ?? '',
    ],
  },
  nic: {
    of: 'nics',
    head: ['CARD', 'DRIVER', 'NETWORK', 'MAC'],
    cells: (row: Rows[number]) => [row.id ?? '', row.nic_driver ?? '', row.nic_parent ?? '', row.nic_hwaddr ?? ''],
  },
} as const;

/** `disk list NAME`, `nic list NAME`: as the platform has them. */
export const listHardware =
  (kind: keyof typeof lists) =>
  async ([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> => {
    if (name === undefined || rest.length > 0) throw wrongUse(`${kind} list takes one name`, '', 'name');
    const details = await session.describe(name);
    if (!details) throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`);
    const {of, head, cells} = lists[kind];
    if (face.json) {
      face.document({[of]: details[of]});
      return 0;
    }
    const rows = details[of].map(row => cells(row).map(safe));
    face.print(rows.length === 0 ? `${name} has none of its own` : table(head, rows));
    return 0;
  };

/** `disk add NAME SIZE`, `disk grow NAME DISK SIZE`, `nic set NAME CARD`: the words behind the name are these fields, in this order. */
export const hardware =
  (action: string, fields: readonly string[]) =>
  async ([name, ...words]: readonly string[], session: Session, face: Face): Promise<number> => {
    const usage = `construct-tui ${action.replace('-', ' ')} NAME ${fields.join(' ').toUpperCase()}`;
    if (name === undefined) throw wrongUse(`${action.replace('-', ' ')} needs a guest`, usage, 'name');
    const [extra] = words.slice(fields.length);
    if (extra !== undefined) throw wrongUse(`${extra}: nothing more is named here`, usage, extra);
    const typed = Object.fromEntries(words.map((word, index) => [fields[index] ?? '', word]));
    const {answers} = await gatherAnswers(action, name, session, face.options);
    return runPlan(session.plan(action, name, {...answers, ...typed}), {}, session, face);
  };
