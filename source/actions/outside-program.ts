import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {createLocalTransport} from '../transport/local.ts';

/** `$VISUAL`, `$EDITOR`, else vi; `$PAGER`, else less, else more. The variables may hold options, as everywhere. */
const programs = {
  editor:
    'if [ -n "$VISUAL" ]; then exec $VISUAL "$1"; fi; if [ -n "$EDITOR" ]; then exec $EDITOR "$1"; fi; exec vi "$1"',
  pager: 'if [ -n "$PAGER" ]; then exec $PAGER "$1"; fi; command -v less >/dev/null && exec less "$1"; exec more "$1"',
} as const;

const passed = ['VISUAL', 'EDITOR', 'PAGER', 'LESS', 'HOME'];

/**
 * Shows `text` in the operator's own program, on this machine and as this operator; resolves what stands in the file
 * afterwards, null when the program failed. The caller has let go of the terminal. The file is the operator's alone.
 */
export async function showIn(program: keyof typeof programs, name: string, text: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'construct-tui-'));
  const file = join(folder, name);
  const env = Object.fromEntries(passed.flatMap(key => (process.env[key] ? [[key, process.env[key] ?? '']] : [])));
  try {
    await writeFile(file, text, {mode: 0o600});
    const transport = createLocalTransport({path: process.env.PATH ?? '/bin:/usr/bin'});
    const {exitCode} = await transport.interactive({argv: ['/bin/sh', '-c', programs[program], 'sh', file], env});
    return exitCode === 0 ? await readFile(file, 'utf8') : null;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
