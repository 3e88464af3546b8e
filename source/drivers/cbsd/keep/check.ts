import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {section} from '../look/script-parts.ts';
import {readSections} from '../look/sections.ts';
import {shell} from '../paths.ts';
import {rulesIn} from './host-rules.ts';
import {digestOf} from './texts.ts';

export const keptScript = [
  section('loaded-nat'),
  'pfctl -P -s nat 2>/dev/null && echo read',
  section('loaded-rules'),
  'pfctl -P -s rules 2>/dev/null && echo read',
].join('\n');

/** `file-holds` and its contrary `file-restored`: a file by its digest; `rules-kept`: all of `expect.rules` are loaded. null: another's check. */
export async function checkKept({id, target, expect}: Check, transport: Transport): Promise<Verdict | null> {
  if (id === 'file-holds') return fileHolds(target, expect.digest, transport);
  if (id === 'file-restored') return fileHolds(target, expect.was, transport);
  if (id !== 'rules-kept') return null;
  const {stdout} = await transport.read({argv: shell(keptScript)});
  const sections = readSections(stdout);
  const texts = ['loaded-nat', 'loaded-rules'].map(name => sections.get(name) ?? '');
  if (!texts.every(text => text.endsWith('read'))) return {truth: 'unknown', note: 'The firewall cannot be read'};
  const loaded = new Set(texts.flatMap(rulesIn));
  const lost = (expect.rules ?? '').split('\n').filter(rule => rule !== '' && !loaded.has(rule));
  return lost.length === 0
    ? {truth: 'true', note: `${loaded.size} rules are live, all of before among them`}
    : {truth: 'false', note: `not live any more: ${lost.slice(0, 3).join(' · ')}`};
}

/** `digest` undefined: it should not be there at all. */
async function fileHolds(path: string, digest: string | undefined, transport: Transport): Promise<Verdict> {
  const {stdout, exitCode} = await transport.read({argv: ['cat', path]});
  if (exitCode !== 0) return {truth: digest === undefined ? 'true' : 'false', note: `${path} is not there`};
  const holds = digestOf(stdout) === digest;
  return {truth: holds ? 'true' : 'false', note: `${path} holds ${holds ? 'that' : 'something else'}`};
}
