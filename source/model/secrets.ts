import {randomBytes} from 'node:crypto';
import {saltOf, sha512crypt} from '../text/sha512crypt.ts';
import type {Part} from './command.ts';

/** Values by the field's id. They live in memory and in the pipe to the runner, nowhere else. */
export type Secrets = Readonly<Record<string, string>>;

/**
 * What a plan may say of a secret, which is never its value:
 * `{secret: 'FIELD'}`         the value itself;
 * `{secret: 'FIELD:crypt'}`   its crypt(3) hash (`$6$`), salted as the file is written;
 * `{secret: 'FIELD:random'}`  eight random letters and digits made as the file is written; needs no value.
 * The salt and the random word come from here, not from the plan: a plan is pure.
 */
export function fillSecrets(
  content: readonly Part[],
  secrets: Secrets,
  random: (count: number) => Uint8Array = randomBytes,
): string | null {
  const pieces: string[] = [];
  for (const part of content) {
    const piece = typeof part === 'string' ? part : filled(part.secret, secrets, random);
    if (piece === null) return null;
    pieces.push(piece);
  }
  return pieces.join('');
}

/** The fields whose values a runner has to be given for this content. */
export const secretsOf = (content: readonly Part[]): readonly string[] => [
  ...new Set(
    content.flatMap(part => {
      if (typeof part === 'string') return [];
      const [field = '', form] = part.secret.split(':');
      return form === 'random' ? [] : [field];
    }),
  ),
];

function filled(reference: string, secrets: Secrets, random: (count: number) => Uint8Array): string | null {
  const [field = '', form = 'plain'] = reference.split(':');
  if (form === 'random') return word(random(8));
  const value = secrets[field];
  if (value === undefined) return null;
  return form === 'crypt' ? sha512crypt(value, saltOf(random(16))) : value;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

const word = (random: Uint8Array): string => [...random].map(byte => letters[byte % letters.length]).join('');
