import process from 'node:process';
import type {Command, Result} from '../model/command.ts';
import {resultOf} from './ended.ts';
import {type LocalOptions, launchOf} from './launch.ts';

/** What a program on the operator's own terminal has to know of it; in the C locale a login could not show an umlaut. */
const terminalFacts = ['TERM', 'COLORTERM', 'LANG', 'LC_ALL', 'LC_CTYPE'];

/** Gives the terminal to a child: in our session and foreground group, or it could not read a key. */
export async function interactive(command: Command, options: LocalOptions): Promise<Result> {
  const {execa} = await import('execa');
  const facts = Object.fromEntries(
    terminalFacts.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const {file, args, env} = launchOf({...command, env: {...facts, ...command.env}}, options);
  const startedAt = Date.now();
  const settle = endingTogether();
  try {
    const ended = await execa(file, args, {cwd: '/', env, extendEnv: false, reject: false, stdio: 'inherit'});
    return resultOf(command, startedAt, ended);
  } finally {
    settle();
  }
}

const endings = ['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Whoever ends us ends everybody who has our terminal, as its closing would: the child's own children read on otherwise, beside
 * the shell that the terminal has gone back to. The signal itself first, for by it we end. Returns what takes the rule back.
 */
function endingTogether(): () => void {
  const end = (signal: NodeJS.Signals): void => {
    settle(); // ours would keep those from ending us that restore the terminal
    process.kill(process.pid, signal);
    process.kill(0, 'SIGHUP');
  };
  const settle = (): void => {
    for (const signal of endings) process.off(signal, end);
  };
  for (const signal of endings) process.on(signal, end);
  return settle;
}
