import type {Session} from '../actions/session.ts';
import type {Details} from '../model/driver.ts';
import {safe} from '../text/safe.ts';
import {formatBytes} from '../text/units.ts';
import {accept, gatherAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';
import {table} from './tables.ts';

/** A column and the names that platforms have for what stands in it; one that nobody fills is left out. */
type Column = readonly [heading: string, ...names: readonly string[]];

const lists: Readonly<Record<'disk' | 'nic', {readonly of: 'disks' | 'nics'; readonly columns: readonly Column[]}>> = {
  disk: {
    of: 'disks',
    columns: [
      ['DISK', 'dsk_path', 'target'],
      ['SIZE', 'dsk_size', 'size'],
      ['CONTROLLER', 'dsk_controller', 'bus'],
      ['FILE', 'file'],
    ],
  },
  nic: {
    of: 'nics',
    columns: [
      ['CARD', 'id'],
      ['DRIVER', 'nic_driver', 'model'],
      ['NETWORK', 'nic_parent', 'network', 'bridge'],
      ['MAC', 'nic_hwaddr', 'mac'],
      ['ADDRESS', 'address'],
    ],
  },
};

const cell = (row: Details['disks'][number], [heading, ...names]: Column): string => {
  const value = names.map(name => row[name] ?? '').find(Boolean) ?? '';
  return safe(heading === 'SIZE' && value !== '' ? formatBytes(Number(value)) : value);
};

/** `disk list NAME`, `nic list NAME`: as the platform has them. */
export const listHardware =
  (kind: 'disk' | 'nic') =>
  async ([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> => {
    if (name === undefined || rest.length > 0) throw wrongUse(`${kind} list takes one name`, '', 'name');
    const details = await session.describe(name);
    if (!details) throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`);
    const {of, columns} = lists[kind];
    if (face.json) {
      face.document({[of]: details[of]});
      return 0;
    }
    const rows = details[of];
    const filled = columns.filter(column => rows.some(row => cell(row, column) !== ''));
    const text = table(
      filled.map(([heading]) => heading),
      rows.map(row => filled.map(column => cell(row, column))),
    );
    face.print(rows.length === 0 ? `${name} has none of its own` : text);
    return 0;
  };

/** `disk add NAME SIZE`, `disk grow NAME DISK SIZE`, `nic set NAME CARD`: the words behind the name are the form's first fields. */
export const hardware =
  (action: string, named: readonly string[], target = 'NAME') =>
  async ([name, ...words]: readonly string[], session: Session, face: Face): Promise<number> => {
    const usage = `construct-tui ${[action.replace('-', ' '), target, ...named].join(' ')}`;
    if (name === undefined) throw wrongUse(`${action.replace('-', ' ')} needs its ${target}`, usage, 'name');
    const [extra] = words.slice(named.length);
    if (extra !== undefined) throw wrongUse(`${extra}: nothing more is named here`, usage, extra);
    const {answers} = await gatherAnswers(action, name, session, face.options);
    const basic = accept(session.form(action, name, {})).fields.filter(({speed}) => speed === 'basic');
    const typed = Object.fromEntries(words.map((word, index) => [basic[index]?.id ?? '', word]));
    return runPlan(session.plan(action, name, {...answers, ...typed}), {}, session, face);
  };
