/**
 * Why there is no way to a host just now. `code` says what an operator has to see to: the network, a key that nobody has
 * looked at, a key that is not the known one, or our own right to log in.
 */
export class Unreachable extends Error {
  readonly code: 'unreachable' | 'unknown-key' | 'changed-key' | 'no-login';
  readonly hint: string;
  /** Of the key that the host showed. */
  readonly key: Buffer | null;

  constructor(code: Unreachable['code'], message: string, hint = '', key: Buffer | null = null) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.key = key;
  }
}

/** What the network says of a way that cannot be had, in an operator's words; what has no such code speaks for itself. */
export const networkInWords = (error: Error & {readonly code?: string}): string =>
  (error.code === undefined ? undefined : words[error.code]) ?? error.message;

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no machine is known by that name',
  EAI_AGAIN: 'its name could not be looked up just now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hung up',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'no answer',
};
