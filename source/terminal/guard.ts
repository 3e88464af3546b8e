/** The smallest terminal that the screen is drawn for; below it the same forms are asked line by line. */
export const smallest = {columns: 60, rows: 16} as const;

export type Streams = {
  readonly stdin: {readonly isTTY?: boolean | undefined};
  readonly stdout: {readonly isTTY?: boolean | undefined; readonly columns?: number; readonly rows?: number};
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the screen can be painted here; if not, the reason is a sentence and `linear` says that questions still work. */
export type Paintable = {readonly ok: true} | {readonly ok: false; readonly linear: boolean; readonly reason: string};

/** Ink itself would paint on `TERM=dumb` and die without a terminal on stdin, so this is asked before it is loaded. */
export function canPaint({stdin, stdout}: Streams, env: Environment): Paintable {
  if (!stdin.isTTY)
    return {ok: false, linear: false, reason: 'The screen needs a terminal for its input; this is a pipe or a file.'};
  if (!stdout.isTTY)
    return {ok: false, linear: false, reason: 'The screen needs a terminal for its output; this is a pipe or a file.'};
  if (env.TERM === 'dumb' || !env.TERM)
    return {ok: false, linear: true, reason: 'This terminal (TERM is dumb or unset) cannot place its cursor.'};
  if (env.INK_SCREEN_READER === 'true' || env.ACCESSIBLE)
    return {ok: false, linear: true, reason: 'A screen reader is served better by questions than by a screen.'};
  const {columns = 80, rows = 24} = stdout;
  if (columns < smallest.columns || rows < smallest.rows)
    return {
      ok: false,
      linear: true,
      reason: `The screen needs ${smallest.columns}x${smallest.rows}; this terminal has ${columns}x${rows}.`,
    };
  return {ok: true};
}
