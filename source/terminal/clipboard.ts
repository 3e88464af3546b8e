import {Buffer} from 'node:buffer';

/** Terminals cut longer ones off silently (xterm takes about 75,000 bytes in base64). */
const limit = 74_994;

/** The control string that puts `text` on the clipboard of the operator's own terminal; null when it is too long. */
export function osc52(text: string): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  return encoded.length > limit ? null : `\u001b]52;c;${encoded}\u0007`;
}
