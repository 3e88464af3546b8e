import {createHash} from 'node:crypto';

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const rounds = 5000;

/** The `$6$` password hash of crypt(3), as FreeBSD and Linux read it. `salt`: up to 16 of the characters `./0-9A-Za-z`. */
export function sha512crypt(password: string, salt: string): string {
  const key = Buffer.from(password, 'utf8');
  const seed = Buffer.from(salt.slice(0, 16), 'latin1');
  const digestB = sha512(key, seed, key);
  const digestA = sha512(key, seed, fill(digestB, key.length), ...lengthBits(key, digestB));
  const p = fill(sha512(...Array<Buffer>(key.length).fill(key)), key.length);
  const s = fill(sha512(...Array<Buffer>(16 + (digestA[0] ?? 0)).fill(seed)), seed.length);
  let digest = digestA;
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    const middle = [...(round % 3 ? [s] : []), ...(round % 7 ? [p] : [])];
    digest = sha512(odd ? p : digest, ...middle, odd ? digest : p);
  }
  return `$6$${seed.toString('latin1')}$${encode(digest)}`;
}

/** 16 salt characters out of 16 random bytes. */
export const saltOf = (random: Uint8Array): string =>
  [...random.slice(0, 16)].map(byte => alphabet[byte & 63]).join('');

const sha512 = (...pieces: readonly Buffer[]): Buffer => {
  const hash = createHash('sha512');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

/** `source` repeated or cut to `length` bytes. */
const fill = (source: Buffer, length: number): Buffer => Buffer.alloc(length, length > 0 ? source : undefined);

/** One piece per bit of the key's length, lowest first: the other digest for 1, the key for 0. */
function lengthBits(key: Buffer, digest: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let left = key.length; left > 0; left >>= 1) pieces.push(left & 1 ? digest : key);
  return pieces;
}

/** crypt's own base 64: the bytes in the scheme's order, six bits at a time, lowest first. */
function encode(digest: Buffer): string {
  let text = '';
  let [a, b, c] = [0, 21, 42];
  for (let group = 0; group < 21; group += 1) {
    text += six(((digest[a] ?? 0) << 16) | ((digest[b] ?? 0) << 8) | (digest[c] ?? 0), 4);
    [a, b, c] = [b + 1, c + 1, a + 1];
  }
  return text + six(digest[63] ?? 0, 2);
}

const six = (value: number, count: number): string =>
  Array.from({length: count}, (_, index) => alphabet[(value >> (6 * index)) & 63]).join('');
