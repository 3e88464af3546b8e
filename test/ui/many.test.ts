import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Guest} from '../../source/model/guest.ts';
import {fakeSession, guest} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

const count = 3000;

/** Guests that count how often anybody reads what they are called. */
function watched(): {readonly guests: readonly Guest[]; reads(): number} {
  let reads = 0;
  const guests = Array.from({length: count}, (_, index) =>
    Object.defineProperty(guest(''), 'name', {
      enumerable: true,
      get() {
        reads += 1;
        return `web${index}`;
      },
    }),
  );
  return {guests, reads: () => reads};
}

for (const [where, keys, move] of [
  ['the list', '', 'j'],
  ['the filtered list', '/web\r', 'j'],
  ['the palette', ':web', '\u001b[B'],
] as const)
  test(`moving the cursor in ${where} looks at the guests in sight, however many there are`, async t => {
    const {guests, reads} = watched();
    const mounted = mountApp(fakeSession({guests}).session);
    t.after(() => mounted.unmount());
    mounted.app.begin();
    mounted.type(keys);
    await mounted.settle();
    const before = reads();
    mounted.type(move);
    await mounted.see(/❯ web1 /);
    assert.ok(reads() - before < count / 2, `${reads() - before} names were read`);
  });
