import type {Piece, SeedInput} from './piece.ts';
import {type Substitution, substitute} from './substitute.ts';
import type {CloudTemplate} from './templates.ts';

/** The seed's user-data: the accounts, root, and the passwords where one is set. A key that is none ends it half-written. */
export function userData(template: CloudTemplate, {value, readKey}: SeedInput): Piece {
  const password = value('ci_user_pw_user') || '*';
  const rootPassword = value('ci_user_pw_root') || '*';
  const locked = password.startsWith('*');
  const rootLocked = rootPassword.startsWith('*');
  const logins = value('ci_user_add').split(/\s+/).filter(Boolean);
  let text = template.userHead ?? '';
  for (const login of logins) {
    const found: string[] = [];
    for (const given of [value(`ci_user_pubkey_${login}`) || value('ci_user_pubkey'), value('ci_user_pubkey2')]) {
      const key = keyOf(given, readKey);
      if (key.error) return {text: text + key.error, failed: true};
      found.push(key.text);
    }
    text += fill((locked ? template.userLocked : template.userPassword) ?? '', [
      colon('ci_login', login),
      colon('ci_shell', value(`ci_user_shell_${login}`) || value('ci_user_shell') || '/bin/sh'),
      colon('ci_pubkey', found[0] ?? ''),
      colon('ci_pubkey2', found[1] ?? ''),
      ...(locked ? [] : [colon('ci_user_pw_user', password)]),
    ]);
  }
  const root = [colon('ci_user_pw_root', rootPassword)];
  text += rootLocked ? (template.rootLocked ?? '') : fill(template.rootPassword ?? '', root);
  const setPassword = !locked && logins.length > 0;
  if (template.passwords && (setPassword || !rootLocked)) {
    const user = [colon('ci_login', logins.at(-1) ?? ''), colon('ci_user_pw_user', password)];
    text += template.passwords.head;
    if (setPassword) text += fill(template.passwords.user, user);
    if (!rootLocked) text += fill(template.passwords.root, root);
    text += template.passwords.tail;
  }
  return {text, failed: false};
}

const colon = (key: string, value: string): Substitution => ({key, value, delimiter: ':'});
const fill = (template: string, keys: readonly Substitution[]): string => substitute(template, keys) ?? '';

/** A key as text or as a file's first line; what is neither is an error text (cbsd-create 1.5: `sk-…` and `ssh-dss` are refused). */
function keyOf(given: string, readKey: SeedInput['readKey']): {readonly text: string; readonly error?: string} {
  if (!given) return {text: ''};
  const content = readKey(given);
  if (content === null) {
    if (isKey(given)) return {text: given};
    return {text: '', error: `cloudinit: invalid ssh key: [${given}]. ${validKeys}\n`};
  }
  const line = content.split('\n').find(each => each !== '' && !each.includes('#')) ?? '';
  if (isKey(line)) return {text: line};
  return {text: '', error: `cloudinit: invalid ssh key from ${given} file. ${validKeys}\nfound: [${line}]\n`};
}

const validKeys = 'valid key: ssh-rsa,ssh-ed25519,ecdsa-*,ssh-dsa';
const isKey = (text: string): boolean => /^(ssh-rsa|ssh-ed25519|ecdsa|ssh-dsa)\S* /.test(text);
