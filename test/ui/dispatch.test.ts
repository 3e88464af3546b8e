import assert from 'node:assert/strict';
import {test} from 'node:test';
import {actions, actsOnGuest} from '../../source/actions/table.ts';
import {demoSession} from '../helpers/practice-session.ts';
import {type Driven, drive} from './drive.ts';

const planning = actions.filter(row => actsOnGuest(row) && (row.plans ?? row.plansBy));

/** The form that is open, or the plan of what asks for nothing; of which action and for whom; or why there is none. */
function opened(driven: Driven): readonly string[] {
  const screen = driven.front();
  if (screen.place === 'form') return ['form', screen.action, screen.target];
  return screen.place === 'plan' ? ['plan', screen.plan.action, screen.plan.target] : ['told', driven.flash()];
}

test('every action on a guest opens the same from the list, from the guest and from the palette', async () => {
  const {session} = await demoSession();
  const walk = (keys: string, name?: string): readonly string[] => {
    const driven = drive(session);
    driven.type(keys);
    if (name) driven.app.input({kind: 'key', name});
    const found = opened(driven);
    driven.close();
    return found;
  };
  assert.ok(planning.length >= 4);
  for (const row of planning) {
    const [key = ''] = row.keys;
    const fromList = walk('G', key);
    if (fromList[0] === 'told') assert.match(fromList[1] ?? '', /web1.*stopped/, row.id);
    else assert.deepEqual(fromList.slice(1), [row.plans ?? row.plansBy?.stopped, 'web1'], row.id);
    assert.deepEqual(walk('G\r', key), fromList, `${row.id} on the guest`);
    assert.deepEqual(walk(`:${row.title.toLowerCase()} web1\r`), fromList, `${row.id} in the palette`);
    for (const alias of row.keys) assert.deepEqual(walk('G', alias), fromList, `${row.id} by ${alias}`);
  }
});
