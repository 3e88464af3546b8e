import {test} from 'node:test';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {startRivals} from './rivals.ts';

test('two processes that expose one port, or clone to one name, at once: one wins, the other is told who, 20 times', async t => {
  const rivals = await startRivals(temporaryFolder(t));
  t.after(() => rivals.close());
  // two hundred rounds are in the soak
  for (let number = 0; number < 20; number += 1) await rivals.round(number);
});
