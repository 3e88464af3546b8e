import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type PortSet, portSets} from '../text/port-sets.ts';
import {parsePorts} from '../text/port-specs.ts';

/** `problem`: why a set, or all of them, cannot be used; empty: they can. The others are there all the same. */
export type PortSetSettings = {readonly sets: readonly PortSet[]; readonly problem: string};

export const noPortSets: PortSetSettings = {sets: [], problem: ''};

/** `{"portSets": {"app": "9000 9001/udp", "front": "web 8080:80"}}` in settings.json; a set may name ours, not another of its own. */
export async function portSetSettings(folder: string): Promise<PortSetSettings> {
  const path = join(folder, 'settings.json');
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const given = parse(text);
  if (given === null) return {sets: [], problem: `${path}: portSets has to be a set of names, each with its ports`};
  const read = Object.entries(given).map(([name, ports]) => ({name, ...readSet(name, ports)}));
  const wrong = read.flatMap(({name, reason}) => (reason ? [`portSets.${name}: ${reason}`] : []));
  return {
    sets: read.flatMap(({name, ports}) => (ports ? [{name, title: 'your own', ports}] : [])),
    problem: wrong.length > 0 ? `${path}: ${wrong.join('; ')}` : '',
  };
}

/** null: not what it has to be. A file that is no JSON is told by whoever needs its other settings. */
function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const content: {readonly portSets?: unknown} | null = JSON.parse(text);
    const sets = content?.portSets ?? {};
    return typeof sets === 'object' && sets !== null && !Array.isArray(sets) ? {...sets} : null;
  } catch {
    return {};
  }
}

function readSet(name: string, ports: unknown): {readonly ports?: string; readonly reason?: string} {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || ['all', 'stored', 'left-over'].includes(name))
    return {reason: 'a name is small letters, digits and hyphens, and not all, stored or left-over'};
  if (typeof ports !== 'string') return {reason: 'ports are one text, such as "9000 9001/udp"'};
  const words = ports.split(/[\s,]+/).filter(Boolean);
  const plain = words.flatMap(word => portSets.find(set => set.name === word)?.ports ?? [word]).join(' ');
  const wish = parsePorts(plain);
  return 'reason' in wish ? {reason: wish.reason} : {ports: plain};
}
