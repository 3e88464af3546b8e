import process from 'node:process';
import {cleanEnvironment, root} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {bundledProgram} from './bundled-program.ts';
import {places} from './sizes.ts';

/** Goes from the list of guests to every place and back, in one program on one real terminal; resolves how many there were. */
export async function walk(): Promise<number> {
  const screen = await openPty(process.execPath, [await bundledProgram()], {
    cwd: root,
    env: cleanEnvironment('/nonexistent'),
  });
  try {
    await screen.see(home);
    for (const {name, keys, words} of walked) {
      screen.press(keys);
      for (const word of words)
        await screen.see(word).catch(error => {
          throw new Error(`${name}: ${error.message}`);
        });
      for (let level = 0; level < 4 && (level === 0 || !screen.screen().includes(home)); level++) {
        screen.press('esc');
        await screen.still(); // what comes close behind an ESC is one key with it
        screen.press('ctrl-r'); // answers of a form are not for the next one
        await screen.still();
      }
      await screen.see(home);
      screen.press('home');
    }
    screen.press('q');
    await screen.exited;
    return walked.length;
  } finally {
    screen.kill();
  }
}

const home = '5 guests, 2 running';

/** Places that need nothing done behind the screen's back. */
const walked = places.filter(({before}) => before === undefined);
