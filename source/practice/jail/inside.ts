import type {Call} from '../call.ts';
import {lookUp} from './guest.ts';

/** `cbsd jexec`: a practice jail runs nothing; that is said, and ends 127 as a missing program does. */
export const jexec = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const jname = call.get('jname');
  if (jname === '') call.fail(`${n1}jexec: give me jname${n0}`);
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail(`${n1}no such jail: ${n2}${jname}${n0}`);
  if (guest.jid === 0) call.fail(`${n1}Not running${n0}`);
  const command = call.get('cmd') || call.argv.filter(word => !/^(jname|dir|user|cmd)=/.test(word)).join(' ');
  call.wouldRun(`jexec ${jname} ${command}`);
  call.err(`practice: not simulated: commands inside a jail (${command})\n`);
  return 127;
};

/** `cbsd jlogin`: a prompt that says whose it is and takes `exit`. */
export const jlogin = (call: Call): number => {
  const {n0, n1} = call.paint;
  const jname = call.get('jname') || (call.positional[0] ?? '');
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail('No such jail for login');
  if (guest.jid === 0) call.fail(`${n1}not running${n0}`);
  const prompt = `root@${guest.get('host_hostname')}:~ # `;
  call.say(`practice: a login into ${jname}; nothing runs here. Type exit.`);
  call.out(prompt);
  for (let line = call.line(); line !== null; line = call.line()) {
    if (/^(exit|logout)\b/.test(line.trim())) return 0;
    if (line.trim() !== '') call.say(`practice: not simulated: ${line.trim()}`);
    call.out(prompt);
  }
  call.out('\n');
  return 0;
};
