import {readdirSync} from 'node:fs';
import {contentOf, failed, lying, type Place, type Tool} from './place.ts';

const door = /([\d./]+) \. ([\d./]+) \. (\d+) comment "([^"]+)" : ([\d.]+) \. (\d+)/g;

/** Our table alone: loaded whole or not at all, from its file and all that it includes. */
export const nft: Tool = (words, place) => {
  const call = words.join(' ');
  if (call === 'list tables') return place.doors === null ? '' : 'table ip construct_tui\n';
  if (call === '-j list table ip construct_tui') return place.doors ?? failed('Error: No such file or directory');
  if (call === 'delete table ip construct_tui') {
    place.doors = null;
    return '';
  }
  const [flag, file = ''] = words;
  if (flag !== '-f') return failed(`Error: syntax error, unexpected ${call}`);
  const table = contentOf(place, file);
  if (table === null) return failed(`internal:0:0-0: Error: Could not open file "${file}": No such file or directory`);
  const loaded = listed(included(table, place));
  if (loaded === null) return failed('Error: Could not process rule: File exists');
  place.doors = loaded;
  return '';
};

function included(table: string, place: Place): readonly string[] {
  const folder = /^include "(.*)\/\*\.nft"$/m.exec(table)?.[1] ?? '';
  return readdirSync(lying(place, folder))
    .filter(name => name.endsWith('.nft'))
    .sort()
    .flatMap(name => (contentOf(place, `${folder}/${name}`) ?? '').split('\n').filter(Boolean));
}

/** As `nft -j` tells it; null: two elements overlap, and none is loaded. */
function listed(lines: readonly string[]): string | null {
  const maps = {tcp: [] as unknown[], udp: [] as unknown[]};
  const keys = new Set<string>();
  for (const line of lines) {
    const protocol = /^add element ip construct_tui (tcp|udp)_doors /.exec(line)?.[1] as 'tcp' | 'udp' | undefined;
    if (protocol === undefined) continue;
    for (const [, at = '', from = '', port, comment, address, inside] of line.matchAll(door)) {
      const key = [protocol, at, from, port].join(' ');
      if (keys.has(key)) return null;
      keys.add(key);
      const val = {concat: [net(at), net(from), Number(port)]};
      maps[protocol].push([{elem: {val, comment}}, {concat: [address, Number(inside)]}]);
    }
  }
  const rules = lines.filter(line => line.startsWith('add rule'));
  return JSON.stringify({
    nftables: [
      ...Object.entries(maps).map(([name, elem]) => ({
        map: {name: `${name}_doors`, ...(elem.length > 0 ? {elem} : {})},
      })),
      ...rules.map(rule => ({rule: {expr: rule}})),
    ],
  });
}

function net(text: string): unknown {
  const [addr = '', len] = text.split('/');
  return len === undefined ? addr : {prefix: {addr, len: Number(len)}};
}
