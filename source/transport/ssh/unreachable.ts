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
