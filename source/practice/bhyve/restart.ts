import type {Call, Steps} from '../call.ts';
import {readGuest} from './guest.ts';

/** `brestart`: stop, then start, also when it was off; its end is always 0. */
export function* brestart(call: Call): Steps {
  for (const jname of (call.get('jname') || call.argv.join(' ')).split(' ').filter(Boolean)) {
    if (!readGuest(call.world, jname)) {
      call.say(`No such jail: ${jname}`);
      continue;
    }
    yield* call.run('bstop', ['inter=0', jname]);
    yield {ms: 100};
    yield* call.run('bstart', ['inter=0', jname]);
  }
  return 0;
}
