import {randomBytes} from 'node:crypto';
import type {Command, Result} from '../../model/command.ts';
import {alwaysOurs} from './supervise.ts';

/**
 * $1 the file, $2 its mode, $3 a name beside it that nobody else uses. Written there and linked into place: the link is
 * exclusive, and everything is on the disk before it. The other name stays: by it a second try knows the file as its own.
 */
const script = `
umask 077
d=\${1%/*}; d=\${d:-/}; t=$d/$3
[ -e "$t" ] && [ "$1" -ef "$t" ] && { echo written; exit; }
[ -e "$1" ] || [ -L "$1" ] && { echo EEXIST; exit; }
[ -e "$d" ] || { echo ENOENT; exit; }
[ -d "$d" ] || { echo ENOTDIR; exit; }
[ -w "$d" ] || { echo EACCES; exit; }
keep() { { fsync "$1" || sync "$1" || sync; } 2>/dev/null; }
cat >"$t" && chmod "$2" "$t" && keep "$t" || { rm -f "$t"; echo ENOSPC; exit; }
ln "$t" "$1" || { rm -f "$t"; [ -e "$1" ] && echo EEXIST || echo EIO; exit; }
keep "$d"
echo written`;

/** The same while it is the job's to do; $4 the job's folder, $5 the script. */
const permitted = `ours "$4" /bin/sh -c "$5" sh "$1" "$2" "$3"
case $? in 75) echo busy;; 77) echo displaced;; esac`;

const forget = `rm -f "\${1%/*}/$2"`;

/** Runs until its answer is known; `lost` where that cannot be. */
export type Ask = (command: Command) => Promise<Pick<Result, 'stdout' | 'ending'>>;

/** As the local one: exclusive, then on the disk. Resolves null, or why not as an error code; `ECONNRESET` when nobody knows, `displaced` when it is no longer the job's to do. */
export async function writeFar(
  ask: Ask,
  file: string,
  content: string,
  mode: number,
  {ours, job}: {readonly ours: string; readonly job: string} = {ours: alwaysOurs, job: '/'},
): Promise<string | null> {
  const aside = `.construct-tui.${randomBytes(8).toString('hex')}`;
  const argv = (text: string, ...more: readonly string[]) => ['/bin/sh', '-c', text, 'sh', file, ...more] as const;
  const words = [mode.toString(8), aside, job, script] as const;
  const {stdout, ending} = await ask({argv: argv(`${ours}${permitted}`, ...words), stdin: content});
  if (ending === 'lost') return 'ECONNRESET';
  const [word = ''] = stdout.trim().split('\n');
  if (word !== 'written') return word || 'EIO';
  await ask({argv: argv(forget, aside)});
  return null;
}
