import type {Check, Verdict} from '../../../model/plan.ts';
import type {LiveRule} from '../../../model/ports.ts';
import type {Transport} from '../../../model/transport.ts';
import {readSections, shell} from '../../../text/sections.ts';
import {doorsScript} from '../look/scripts.ts';
import {type Door, readLive, readStored} from './doors.ts';
import {doorKey, keysOf} from './steps.ts';

/** Stored and live doors, in one command. */
export async function checkDoors(check: Check, transport: Transport): Promise<Verdict> {
  const {stdout} = await transport.read({argv: shell(doorsScript)});
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name) ?? '';
  const live = text('tables').endsWith('readable') ? readLive(text('live')) : null;
  return judgeDoors(check, {stored: readStored(text('stored')), live, table: text('live')});
}

export type Now = {
  readonly stored: readonly Door[];
  /** null: nft could not be asked. */
  readonly live: readonly LiveRule[] | null;
  readonly table: string;
};

/** `doors-stored` leaves out what is live. `there`: stored and live; `gone`: neither; `rule`: a subnet that has its way out. What else is stored has to be live too. */
export function judgeDoors({id, target, expect}: Check, {stored, live, table}: Now): Verdict {
  const no = (note: string): Verdict => ({truth: 'false', note});
  const keys = new Set(stored.map(doorKey));
  const missing = keysOf(expect.there).filter(key => !keys.has(key));
  if (missing.length > 0) return no(`not stored: ${missing.join(', ')}`);
  const left = keysOf(expect.gone).filter(key => keys.has(key));
  if (left.length > 0) return no(`still stored: ${left.join(', ')}`);
  if (id === 'doors-stored') return {truth: 'true', note: 'stored as asked'};
  if (live === null) return {truth: 'unknown', note: 'stored as asked; the firewall could not be read'};
  const loaded = new Set(live.map(rule => doorKey({...rule, owner: rule.owner ?? ''})));
  const dead = [...keys].filter(key => !loaded.has(key));
  if (dead.length > 0) return no(`stored and not live: ${dead.join(', ')}`);
  const lives = keysOf(expect.gone).filter(key => loaded.has(key));
  if (lives.length > 0) return no(`still live: ${lives.join(', ')}`);
  if (expect.rule !== undefined && !table.includes(expect.rule.split('/')[0] ?? ''))
    return no(`guests of ${expect.rule} have no way out in our table`);
  const own = stored.filter(({owner}) => owner === target).length;
  return {
    truth: 'true',
    note: `${own === 0 ? 'no door' : own === 1 ? '1 door' : `${own} doors`} of ${target}, every stored one live`,
  };
}
