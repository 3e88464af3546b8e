import {type PortSet, portSets} from './port-sets.ts';

/** One rule: a port of the host that leads to a port of a guest. */
export type PortSpec = {readonly protocol: 'tcp' | 'udp'; readonly hostPort: number; readonly guestPort: number};

/** `wrong`: a value that can never be right. `tooWide`: right, and no tool makes it as asked. */
export type PortProblem = {readonly kind: 'wrong' | 'tooWide'; readonly reason: string};

export type PortWish = {readonly specs: readonly PortSpec[]; readonly hints: readonly string[]};

/** Ports that one range may hold: each becomes a rule of its own, and each rule loads the whole firewall anew. */
export const widestRange = 64;

const form = /^(\d+)(?:-(\d+))?(?::(\d+)(?:-(\d+))?)?(?:\/(tcp|udp|tcp\+udp|udp\+tcp))?$/;

/** `8300 8301/tcp+udp 53:8600/tcp+udp 8300-8302/tcp 8080:80 web`; blanks or commas between. Host before guest. */
export function parsePorts(text: string, sets: readonly PortSet[] = portSets): PortWish | PortProblem {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0)
    return wrong('Write at least one port: 8080:80, 8301/tcp+udp, 8300-8302 or a set such as web.');
  const specs: PortSpec[] = [];
  const seen = new Map<string, PortSpec>();
  for (const word of words.flatMap(each => wordsOf(each, sets))) {
    const found = parseWord(word, sets);
    if ('kind' in found) return found;
    for (const spec of found) {
      const name = portName(spec);
      const twin = seen.get(name);
      if (twin && twin.guestPort !== spec.guestPort)
        return wrong(`${name} cannot lead to ${twin.guestPort} and to ${spec.guestPort}: leave one out.`);
      if (twin) return wrong(`${name} stands twice in the list: leave one out.`);
      seen.set(name, spec);
      specs.push(spec);
    }
  }
  return {specs, hints: portHints(specs)};
}

/** `8080/tcp`: a port of the host as people say it; port 0 is every port. */
export const portName = ({hostPort, protocol}: Pick<PortSpec, 'hostPort' | 'protocol'>): string =>
  hostPort === 0 ? 'every port' : `${hostPort}/${protocol}`;

/** As it was typed, in short: `8080:80/tcp`, `8300/tcp`. */
export const specText = ({hostPort, guestPort, protocol}: PortSpec): string =>
  hostPort === 0 ? 'every port' : `${hostPort === guestPort ? hostPort : `${hostPort}:${guestPort}`}/${protocol}`;

/** A set stands for its ports. */
const wordsOf = (word: string, sets: readonly PortSet[]): readonly string[] =>
  sets
    .find(({name}) => name === word)
    ?.ports.split(/[\s,]+/)
    .filter(Boolean) ?? [word];

function parseWord(word: string, known: readonly PortSet[]): readonly PortSpec[] | PortProblem {
  const [match, first = '', last = first, inner = first, innerLast, protocols = 'tcp'] = form.exec(word) ?? [];
  if (match === undefined) {
    const sets = known.map(({name}) => name).join(', ');
    return wrong(`"${word}" is no port: write 8080:80 (host before guest), 8300-8302, 53/tcp+udp or a set: ${sets}.`);
  }
  for (const port of [first, last, inner, innerLast ?? inner]) {
    if (port.length > 1 && port.startsWith('0')) return wrong(`${word}: write ${Number(port)} without leading zeros.`);
    if (Number(port) < 1 || Number(port) > 65_535) return wrong(`${word}: a port is a number from 1 to 65535.`);
  }
  const [from, to, start] = [Number(first), Number(last), Number(inner)];
  const count = to - from + 1;
  const innerEnd = innerLast === undefined ? start + count - 1 : Number(innerLast);
  if (count < 1) return wrong(`${word}: the range goes backwards; write the lower port first.`);
  if (innerEnd - start + 1 !== count) return wrong(`${word}: both ranges need the same number of ports.`);
  if (innerEnd > 65_535) return wrong(`${word}: the guest's ports would end above 65535.`);
  if (count > widestRange) return {kind: 'tooWide', reason: `${word} is ${count} ports: ${noRanges}`};
  const wanted: readonly PortSpec['protocol'][] = protocols.includes('+')
    ? ['tcp', 'udp']
    : [protocols === 'udp' ? 'udp' : 'tcp'];
  return Array.from({length: count}, (_, index) =>
    wanted.map(protocol => ({protocol, hostPort: from + index, guestPort: start + index})),
  ).flat();
}

const noRanges = `the platform knows no ranges, so each port is a rule that loads the firewall anew, and ${widestRange} are the most at once.`;

const wrong = (reason: string): PortProblem => ({kind: 'wrong', reason});

type Hint = {readonly ports: readonly number[]; readonly lacks: 'tcp' | 'udp'; readonly says: string};

const hints: readonly Hint[] = [
  {ports: [53, 8600], lacks: 'udp', says: 'DNS asks by UDP first, so it wants /tcp+udp'},
  {ports: [53, 8600], lacks: 'tcp', says: 'long answers of DNS come by TCP, so it wants /tcp+udp'},
  {ports: [8301, 8302], lacks: 'udp', says: 'Consul’s gossip needs UDP beside TCP, so it wants /tcp+udp'},
  {ports: [8301, 8302], lacks: 'tcp', says: 'Consul’s gossip needs TCP beside UDP, so it wants /tcp+udp'},
];

/** What is easily forgotten, judged by the guest's port; a sentence each. */
const portHints = (specs: readonly PortSpec[]): readonly string[] =>
  specs.flatMap(({hostPort, guestPort, protocol}) =>
    hints
      .filter(({ports, lacks}) => ports.includes(guestPort) && lacks !== protocol)
      .filter(({lacks}) => !specs.some(each => each.guestPort === guestPort && each.protocol === lacks))
      .map(({says}) => `${hostPort}/${protocol} alone: ${says}.`),
  );
