import {appendFile, mkdir} from 'node:fs/promises';
import {dirname} from 'node:path';
import {fingerprint, keyType} from '../transport/ssh/known-hosts.ts';
import {type Destination, sshSettings} from '../transport/ssh/settings.ts';

/** Writes a host's key down where the operator's ssh will find it too. Resolves the file. The caller has shown its fingerprint. */
export async function trustKey(destination: Destination, key: Buffer): Promise<string> {
  const {knownAs, knownHosts} = await sshSettings(destination);
  const [file] = knownHosts;
  if (!file) throw new Error('ssh has no file of known hosts to write to');
  await mkdir(dirname(file.path), {recursive: true, mode: 0o700});
  const gap = file.text === '' || file.text.endsWith('\n') ? '' : '\n';
  await appendFile(file.path, `${gap}${knownAs} ${keyType(key)} ${key.toString('base64')}\n`, {mode: 0o600});
  return file.path;
}

export const keyInWords = (key: Buffer): string => `${keyType(key)} ${fingerprint(key)}`;
