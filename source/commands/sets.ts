import {portSetSettings} from '../settings/port-sets.ts';
import {withOwnSets} from '../text/port-sets.ts';
import type {Face} from './face.ts';
import {table} from './tables.ts';

/** Every named port set, the operator's own first. */
export async function sets(folder: string, face: Face): Promise<number> {
  const {sets: own, problem} = await portSetSettings(folder);
  if (problem) face.note(problem);
  const all = withOwnSets(own);
  if (face.json) face.document({sets: all});
  else
    face.print(
      table(
        ['SET', 'PORTS', 'WHAT'],
        all.map(({name, ports, title}) => [name, ports, title]),
      ),
    );
  return 0;
}
