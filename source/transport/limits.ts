import type {Command} from '../model/command.ts';

export type Limits = {readonly timeoutMs: number; readonly outputLimit: number};

/**
 * For commands that name none. A look that takes a minute or 16 MiB has met a prompt or a dead disk; a change is only
 * reported as overdue after an hour, and shows the first and last 4 MiB of what it printed.
 */
const defaults = {
  read: {timeoutMs: 60_000, outputLimit: 16 * 1024 * 1024},
  execute: {timeoutMs: 3_600_000, outputLimit: 4 * 1024 * 1024},
} as const satisfies Record<string, Limits>;

/** A longer timer than this fires at once. */
const longestTimer = 2 ** 31 - 1;

export function limitsOf(command: Command, kind: keyof typeof defaults): Limits {
  return {
    timeoutMs: Math.min(command.timeoutMs ?? defaults[kind].timeoutMs, longestTimer),
    outputLimit: command.outputLimit ?? defaults[kind].outputLimit,
  };
}
