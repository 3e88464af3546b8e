import type {Call} from '../call.ts';
import {readGuest} from './guest.ts';

/** `blogin`: a console that says whose it is and is left by exit, for there is no tmux and no system behind it. */
export function blogin(call: Call): number {
  const jname = call.get('jname') || (call.positional[0] ?? '');
  const guest = readGuest(call.world, jname);
  if (!guest) return call.fail(`No such bhyve: ${jname}`);
  if (guest.emulator !== 'bhyve') return call.fail('Not in bhyve mode');
  if (guest.jid === 0) return call.fail('Not running');
  const prompt = `${guest.jname} login: `;
  call.say(`practice: the console of ${jname}; nothing runs here. Type exit.`);
  call.out(prompt);
  for (let line = call.line(); line !== null; line = call.line()) {
    if (/^(exit|logout|~~?\.)\s*$/.test(line.trim())) return 0;
    if (line.trim() !== '') call.say(`practice: not simulated: ${line.trim()}`);
    call.out(prompt);
  }
  call.out('\n');
  return 0;
}
