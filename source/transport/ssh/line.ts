import type {Duplex, Readable, Writable} from 'node:stream';

/** How a far process ended; both null: the connection was lost, and nobody knows. */
export type FarEnd = {readonly code: number | null; readonly signal: string | null};

/** A far /bin/sh that reads its script from `stdin`. */
export type Channel = {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<FarEnd>;
  /** Lets go of it; what runs learns of that when it next prints. */
  close(): void;
};

/** A connection to one host, however it is made. `open` and `tunnel` reject with `Unreachable` while there is none. */
export type Line = {
  /** Resolves when it is there. */
  ready(): Promise<void>;
  open(): Promise<Channel>;
  /** A stream to a port that the far host reaches. */
  tunnel(host: string, port: number): Promise<Duplex>;
  close(): void;
};

/**
 * All that a login shell ever gets to see of us, whichever it is (sh, csh, fish): what is to be run stands on stdin, and
 * /bin/sh reads that.
 */
export const farShell = 'exec /bin/sh';
