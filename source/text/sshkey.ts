/**
 * Why this is not a public key that is taken, or null; those on hardware (`sk-…`), which CBSD does not take, where `hardware`. Checked down to the wire format, for `jcreate` looks at the key
 * only after the jail is made and then destroys the jail (cbsd-create 1.5).
 */
export function sshKeyProblem(line: string, hardware = false): string | null {
  const [, type = '', blob = '', rest = ''] = /^(\S+) (\S+)( .*)?$/.exec(line) ?? [];
  if (type.startsWith('-----')) return 'This is a private key: give the public one, from the file that ends in .pub.';
  const shape = shapes.get(type) ?? (hardware ? onHardware.get(type) : undefined);
  if (!shape) return notTaken(type || line);
  if (rest.trim() === '' && rest !== '') return 'The key ends in a blank: leave it out.';
  const bytes = decode(blob);
  if (!bytes) return 'The key is damaged: its second word is not base64. Copy the whole line again.';
  const fields = readFields(bytes);
  if (!fields) return 'The key is cut off or damaged: copy the whole line again.';
  const [inner, ...values] = fields;
  if (inner?.toString('latin1') !== type)
    return `The key says ${type} and holds another type: copy the whole line again.`;
  return shape(values);
}

/** Type, bits where they say something, and comment: what an operator knows a key by. */
export function sshKeyLabel(line: string): string {
  const [type = '', , ...comment] = line.split(' ');
  return comment.length > 0 ? `${comment.join(' ')} (${type})` : type;
}

function notTaken(word: string): string {
  if (/^(command|from|restrict|no-|environment|permit|cert-authority)/.test(word))
    return 'Give the key without options before it.';
  if (/^sk-/.test(word)) return `Keys on hardware (${word.slice(0, 40)}) are not taken here: use ssh-ed25519.`;
  if (word === 'ssh-dss') return 'OpenSSH takes no DSA keys any more: use ssh-ed25519.';
  return 'This is not a public key that is taken: it begins with ssh-ed25519, ssh-rsa or ecdsa-sha2-nistp256, -384 or -521.';
}

type Shape = (values: readonly Buffer[]) => string | null;

const damaged = 'The key has the wrong length or form: copy the whole line again.';

const rsa: Shape = ([exponent, modulus, ...more]) => {
  if (!exponent || !modulus || more.length > 0 || !isPositive(exponent) || !isPositive(modulus)) return damaged;
  if (((exponent.at(-1) ?? 0) & 1) === 0 || ((modulus.at(-1) ?? 0) & 1) === 0) return damaged;
  const bits = bitLength(modulus);
  if (bits < 1024) return `The RSA key has ${bits} bits, which sshd refuses: use ssh-ed25519.`;
  return bits > 16_384 ? 'The RSA key is longer than 16384 bits, which OpenSSH refuses.' : null;
};

const ecdsa =
  (curve: string, length: number): Shape =>
  ([name, point, ...more]) =>
    name?.toString('latin1') === curve && point?.length === length && point[0] === 4 && more.length === 0
      ? null
      : damaged;

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['ssh-ed25519', ([key, ...more]) => (key?.length === 32 && more.length === 0 ? null : damaged)],
  ['ssh-rsa', rsa],
  ['ecdsa-sha2-nistp256', ecdsa('nistp256', 65)],
  ['ecdsa-sha2-nistp384', ecdsa('nistp384', 97)],
  ['ecdsa-sha2-nistp521', ecdsa('nistp521', 133)],
]);

/** The same with the application behind it, `ssh:`. */
const onHardware: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    'sk-ssh-ed25519@openssh.com',
    ([key, app, ...more]) => (key?.length === 32 && app && more.length === 0 ? null : damaged),
  ],
  [
    'sk-ecdsa-sha2-nistp256@openssh.com',
    ([name, point, app, ...more]) =>
      name && point && app && more.length === 0 ? ecdsa('nistp256', 65)([name, point]) : damaged,
  ],
]);

/** Strict: what OpenSSH writes, padding included, and nothing that decodes by good will. */
function decode(text: string): Buffer | null {
  if (text.length > 12_000 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** Strings of the wire format, each behind its length in four bytes; null when they do not end with the buffer. */
function readFields(bytes: Buffer): readonly Buffer[] | null {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** A positive multiple-precision integer without a needless leading zero. */
const isPositive = (number: Buffer): boolean =>
  number.length > 0 && (number[0] ?? 0) < 128 && (number[0] !== 0 || (number[1] ?? 0) >= 128);

const bitLength = (number: Buffer): number => BigInt(`0x${number.toString('hex')}`).toString(2).length;
