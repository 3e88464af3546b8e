import type {Chunk, Command, Result} from '../../../model/command.ts';
import type {Limits} from '../../limits.ts';
import type {FarScript} from '../script.ts';
import type {Destination} from '../settings.ts';
import {Unreachable} from '../unreachable.ts';

/** What is asked of the thread, and what comes of each. */
export type Question =
  | {readonly ask: 'ready'}
  | {
      readonly ask: 'run';
      readonly script: FarScript;
      readonly command: Command;
      readonly limits: Limits & {readonly mayEnd: boolean};
      /** Its output is told as it comes. */
      readonly isFollowed: boolean;
    }
  | {readonly ask: 'port'; readonly host: string; readonly port: number};

export type Answers = {readonly ready: null; readonly run: Result; readonly port: number};

/** `id`: the question that it is about. */
export type ToThread =
  | {readonly id: number; readonly to: Destination; readonly question: Question}
  /** A command is ended, a port is closed. */
  | {readonly id: number; readonly stop: true}
  | {readonly close: Destination}
  | {readonly leave: true};

export type FromThread =
  | {readonly id: number; readonly chunk: Chunk}
  | {readonly id: number; readonly answer: Answers[keyof Answers]}
  | {readonly id: number; readonly why: Why};

/** An error as it can be sent: of what class it was is lost on the way. */
export type Why = {
  readonly message: string;
  readonly far: {readonly code: Unreachable['code']; readonly hint: string; readonly key: Uint8Array | null} | null;
};

export const whyOf = (error: unknown): Why => ({
  message: error instanceof Error ? error.message : String(error),
  far: error instanceof Unreachable ? {code: error.code, hint: error.hint, key: error.key} : null,
});

export const errorOf = ({message, far}: Why): Error =>
  far ? new Unreachable(far.code, message, far.hint, far.key && Buffer.from(far.key)) : new Error(message);
