import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {Socket} from 'node:net';
import process from 'node:process';
import {minimalEnvironment} from '../launch.ts';

/** What `ssh -G` said; `code` null: it said nothing in time, or there is no shell to ask it by. */
export type Said = {readonly text: string; readonly complaint: string; readonly code: number | null};

/** Milliseconds: `Match exec` may ask something of the network. */
const answerWithin = 10_000;

/** Milliseconds for which a shell is kept for the next question. */
const keptMs = 2000;

/** $1 the mark. A question on stdin is a count of words and the words, a line each. */
const askScript = `mark=$1; exec 3>&1
while IFS= read -r n; do
  set --; while [ "$n" -gt 0 ]; do IFS= read -r w; set -- "$@" "$w"; n=$((n-1)); done
  e=$(ssh -G "$@" </dev/null 2>&1 >&3); printf '%s %s\\n%s\\n%s\\n' "$mark" $? "$e" "$mark"
done`;

/**
 * Asks the ssh of a PATH what words would lead to. By shells that wait for the next question: to start a process of ours is a copy of
 * our own tables of memory, 15 ms at 200 MB, and fifty hosts ask at once. A question never waits for another one.
 */
export function createAsker(path?: string): (words: readonly string[]) => Promise<Said> {
  const idle = new Set<Shell>();
  return async words => {
    if (words.some(word => word.includes('\n'))) return {text: '', complaint: 'a name with a line break', code: 255};
    const [shell = startShell(path, gone => idle.delete(gone))] = idle;
    idle.delete(shell);
    const said = await shell.ask(`${words.length}\n${words.map(word => `${word}\n`).join('')}`);
    if (shell.rest()) idle.add(shell);
    return said;
  };
}

/** By the operator's own. */
export const askSsh = createAsker();

type Shell = {
  ask(question: string): Promise<Said>;
  /** Until it is asked again; false: it has ended. */
  rest(): boolean;
};

function startShell(path: string | undefined, onGone: (shell: Shell) => void): Shell {
  const mark = randomBytes(12).toString('hex');
  const {PATH = '', SSH_AUTH_SOCK = ''} = process.env;
  const env = {...minimalEnvironment({path: path ?? PATH}), SSH_AUTH_SOCK};
  const child = spawn('/bin/sh', ['-c', askScript, 'sh', mark], {cwd: '/', env, stdio: ['pipe', 'pipe', 'ignore']});
  const ends = new RegExp(`^${mark} (\\d+)\\n([^]*)\\n${mark}\\n$`, 'm');
  let heard = '';
  let answer: (said: Said) => void = () => {};
  let leaving: NodeJS.Timeout | undefined;
  const nothing = () => {
    onGone(shell);
    answer({text: heard, complaint: '', code: null});
  };
  child.once('error', nothing);
  child.once('exit', nothing); // its ssh may hold the pipe for longer
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    heard += piece;
    const [end, code = '', complaint = ''] = ends.exec(heard) ?? [];
    if (end !== undefined) answer({text: heard.slice(0, -end.length), complaint, code: Number(code)});
  });
  /** One that waits keeps nobody from leaving. */
  const hold = (way: 'ref' | 'unref') => {
    child[way]();
    for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream[way]();
  };
  const shell: Shell = {
    ask(question) {
      clearTimeout(leaving);
      hold('ref');
      heard = '';
      child.stdin.write(question);
      return new Promise(resolve => {
        const late = setTimeout(() => child.kill('SIGKILL'), answerWithin);
        answer = said => {
          clearTimeout(late);
          answer = () => {};
          resolve(said);
        };
      });
    },
    rest() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
      hold('unref');
      leaving = setTimeout(() => {
        onGone(shell);
        child.stdin.end();
      }, keptMs).unref();
      return true;
    },
  };
  return shell;
}
