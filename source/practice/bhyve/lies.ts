import type {Call} from '../call.ts';
import {sayDone} from './names.ts';

type Lie = (call: Call) => void;

/** What each command says when it is told to do nothing and end with 0: the lines of its success. */
export const lies = {
  bclone: call => {
    call.say('Cloning...ok');
    sayDone(call, 'bclone');
  },
  bhyveDsk: call => call.say(call.get('mode') === 'modify' ? 'dsk_size: changed' : 'dsk2 attached'),
  bcreate: call => call.say(`\nCreating ${call.get('jname')} complete: Enjoy!`),
  bremove: call => sayDone(call, 'bdestroy'),
  brename: call => {
    call.say('Rename. ok');
    sayDone(call, 'brename');
  },
  bset: call => {
    for (const one of call.argv) if (!one.startsWith('jname=')) call.say(`${one.replace(/=.*$/s, '')}: changed`);
  },
  bstart: call => {
    call.say('Waiting for PID.\nPID: 4100');
    sayDone(call, 'bstart');
  },
  bstop: call => sayDone(call, 'bstop'),
} as const satisfies Readonly<Record<string, Lie>>;
