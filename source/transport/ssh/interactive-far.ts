import process from 'node:process';
import type {Command, Result} from '../../model/command.ts';
import {shellWord} from '../../text/quote.ts';
import {interactive} from '../interactive.ts';
import {systemPath} from '../launch.ts';
import {handSocket, isLoggedIn, sessionOfSsh} from './by-hand.ts';
import {encodedLine, type FarOptions, lineOf} from './script.ts';
import {type Destination, sshWords} from './settings.ts';

/** On the operator's terminal, by the system's `ssh -t`: their own configuration, agent and certificates count. */
export async function interactiveFar(command: Command, destination: Destination, options: FarOptions): Promise<Result> {
  const term = process.env.TERM ?? 'xterm';
  const line = lineOf({...command, env: {TERM: term, ...command.env}}, options);
  const far = encodedLine(`PATH=${shellWord(options.path ?? systemPath)}; cd /; exec ${line}`);
  const shared = (await isLoggedIn(destination)) ? ['-o', `ControlPath=${handSocket(destination)}`] : [];
  return interactive(
    {argv: ['ssh', '-t', ...shared, ...sshWords(destination), far], env: sessionOfSsh()},
    {path: process.env.PATH ?? '/usr/bin:/bin'},
  );
}
