import process from 'node:process';
import type {Command, Result} from '../../model/command.ts';
import {shellWord} from '../../text/quote.ts';
import {interactive} from '../interactive.ts';
import {systemPath} from '../launch.ts';
import {encodedLine, type FarOptions, lineOf} from './script.ts';
import {type Destination, sshWords} from './settings.ts';

/** What the system's ssh may know of this session: its agent, and where it asks for a passphrase. */
const passed = ['SSH_AUTH_SOCK', 'SSH_ASKPASS', 'DISPLAY', 'WAYLAND_DISPLAY', 'KRB5CCNAME'];

/** On the operator's terminal, by the system's `ssh -t`: their own configuration, agent and certificates count. */
export async function interactiveFar(command: Command, destination: Destination, options: FarOptions): Promise<Result> {
  const term = process.env.TERM ?? 'xterm';
  const line = lineOf({...command, env: {TERM: term, ...command.env}}, options);
  const far = encodedLine(`PATH=${shellWord(options.path ?? systemPath)}; cd /; exec ${line}`);
  const env = Object.fromEntries(passed.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])));
  return interactive(
    {argv: ['ssh', '-t', ...sshWords(destination), far], env},
    {path: process.env.PATH ?? '/usr/bin:/bin'},
  );
}
