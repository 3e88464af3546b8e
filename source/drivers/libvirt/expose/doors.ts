import type {LiveRule} from '../../../model/ports.ts';
import {everyAddress} from '../../../model/ports.ts';
import {doorsFolder} from '../paths.ts';

/** A port of the host that leads to a port of a guest. `from` is in normal form; `any` alone for everybody. */
export type Door = LiveRule & {readonly owner: string};

/**
 * A door is a file of its own, so that writing it claims the port: two doors to one port of one address cannot both be
 * stored, and the kernel refuses those that overlap.
 */
export const doorPath = ({
  protocol,
  hostAddress,
  hostPort,
}: Pick<Door, 'protocol' | 'hostAddress' | 'hostPort'>): string =>
  `${doorsFolder}/${[protocol, ...(hostAddress === everyAddress ? [] : [hostAddress]), hostPort].join('-')}.nft`;

/** The file's content: an element of the map for each of its sources. */
export function doorText({owner, protocol, hostAddress, hostPort, guestAddress, guestPort, from}: Door): string {
  const at = hostAddress === everyAddress ? '0.0.0.0/0' : hostAddress;
  const elements = from.map(
    source =>
      `${at} . ${source === 'any' ? '0.0.0.0/0' : source} . ${hostPort} comment "${owner}" : ${guestAddress} . ${guestPort}`,
  );
  return `add element ip construct_tui ${protocol}_doors { ${elements.join(', ')} }\n`;
}

const element = /(\d[\d./]*) \. (\d[\d./]*) \. (\d+) comment "([^"]+)" : (\d[\d.]*) \. (\d+)/g;

/** What `grep -H` told of the doors' files. A file that somebody changed beyond this form holds no door for us. */
export function readStored(text: string): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const line of text.split('\n')) {
    const [, path = '', body = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
    const protocol = /^add element ip construct_tui (tcp|udp)_doors /.exec(body)?.[1] as Door['protocol'] | undefined;
    if (protocol === undefined || !path.startsWith(`${doorsFolder}/`)) continue;
    for (const [, at = '', source = '', port, owner = '', guestAddress = '', guestPort] of body.matchAll(element))
      add(doors, {
        protocol,
        hostAddress: addressIn(at),
        hostPort: Number(port),
        guestAddress,
        guestPort: Number(guestPort),
        from: [sourceIn(source)],
        owner,
      });
  }
  return [...doors.values()];
}

type Concat = {
  readonly concat: readonly (string | number | {readonly prefix: {readonly addr: string; readonly len: number}})[];
};
type Element = readonly [{readonly elem: {readonly val: Concat; readonly comment?: string}} | Concat, Concat];
type Listed = {
  readonly nftables: readonly {readonly map?: {readonly name: string; readonly elem?: readonly Element[]}}[];
};

/** `nft -j list table`; empty text: there is no such table, so nothing is live. null: what it says cannot be read. */
export function readLive(text: string): readonly LiveRule[] | null {
  if (text.trim() === '') return [];
  try {
    const rules = new Map<string, LiveRule & {owner: string | null}>();
    for (const {map} of (JSON.parse(text) as Listed).nftables) {
      const protocol = /^(tcp|udp)_doors$/.exec(map?.name ?? '')?.[1] as LiveRule['protocol'] | undefined;
      for (const [key, target] of protocol === undefined ? [] : (map?.elem ?? [])) {
        const {val, comment} = 'elem' in key ? key.elem : {val: key, comment: undefined};
        const [at, source, port] = val.concat;
        const [guestAddress, guestPort] = target.concat;
        add(rules, {
          protocol: protocol ?? 'tcp',
          hostAddress: addressIn(said(at)),
          hostPort: Number(port),
          guestAddress: String(guestAddress),
          guestPort: Number(guestPort),
          from: [sourceIn(said(source))],
          owner: comment ?? null,
        });
      }
    }
    return [...rules.values()];
  } catch {
    return null;
  }
}

const said = (part: Concat['concat'][number] | undefined): string =>
  typeof part === 'object' ? `${part.prefix.addr}/${part.prefix.len}` : String(part ?? '');

const addressIn = (text: string): string => (text === '0.0.0.0/0' ? everyAddress : text.replace(/\/32$/, ''));
const sourceIn = (text: string): string => (text === '0.0.0.0/0' ? 'any' : text.replace(/\/32$/, ''));

/** One rule for each of its sources is one rule with several. */
function add<R extends LiveRule>(rules: Map<string, R>, rule: R): void {
  const key = `${rule.protocol} ${rule.hostAddress} ${rule.hostPort} ${rule.guestAddress} ${rule.guestPort} ${rule.owner}`;
  const known = rules.get(key);
  rules.set(key, known ? {...known, from: [...known.from, ...rule.from].sort()} : rule);
}
