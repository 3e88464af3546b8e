import {drain} from '../call.ts';
import type {Context} from '../context.ts';
import {perform} from '../dispatch.ts';
import type {World} from '../world.ts';

/** Runs a line as an operator would have typed it. Throws when it is refused: a seed that half works is none. */
export const typed = (world: World, line: string): void => {
  const [name = '', ...argv] = line.split(' ');
  const said: string[] = [];
  const tell = (text: string): void => void said.push(text);
  const context: Context = {
    world,
    env: {NOCOLOR: '1', NOINTER: '1'},
    cwd: '/',
    recorder: {file: () => {}, wouldRun: () => {}},
    out: tell,
    err: tell,
    line: () => null,
    stdin: () => '',
  };
  if (drain(perform(context, name, argv)) !== 0) throw new Error(`practice: ${line}: ${said.join('')}`);
};
