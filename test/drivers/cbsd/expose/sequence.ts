import fc from 'fast-check';
import type {Guest} from '../../../../source/model/guest.ts';
import type {ExposeHost} from './host.ts';

/** A thing an operator does, by our own plans or behind our back by CBSD itself. */
export type Act = {readonly verb: string; readonly guest: string; readonly ports: string; readonly from: string};

/** Copies have a `c` behind the name of what they were copied from; there is one at most. */
const guests = ['web1', 'db1', 'app1', 'web1c', 'db1c'] as const;
const own = [
  ...(['expose', 'expose', 'expose', 'unexpose', 'unexpose', 'start', 'start', 'stop', 'destroy'] as const),
  ...(['clone', 'rename', 'set'] as const),
] as const;
const bare = ['bare-stop', 'bare-add', 'bare-clone', 'bare-rename', 'bare-readdress', 'bare-remove'] as const;

export const acts = (length: number) =>
  fc.array(
    fc.record({
      verb: fc.constantFrom(...own, ...bare),
      guest: fc.constantFrom(...guests),
      ports: fc.constantFrom(
        '8080:80',
        '8081:80',
        '53',
        '53/udp',
        '53:8600/tcp+udp',
        '5353:53/udp',
        '2222:22',
        '80-82',
      ),
      from: fc.constantFrom('any', 'any', '10.0.0.0/8', '10.0.0.0/8,192.0.2.7'),
    }),
    {minLength: length, maxLength: length},
  );

/** What is silent and wrong after an act: an empty list is what has to be. Counts what was really done. */
export async function play(
  host: ExposeHost,
  act: Act,
): Promise<{readonly silent: readonly string[]; readonly ran: boolean}> {
  const found = await host.look();
  const before = found.forwards.filter(({conflicts}) => conflicts.length > 0).length;
  const done = await perform(host, act, found.guests);
  const {forwards, guests: all} = await host.look();
  const rules = await host.rules();
  const wished = new Set(
    all.flatMap(({state, forwards: own}) => (state === 'running' ? own : [])).map(each => doorOf(each)),
  );
  const live = new Set(rules.map(ruleOf));
  const reported = (door: string) =>
    forwards.some(each => doorOf(each) === door && each.conflicts.length > 0) || done === 'failed';
  const silent = [
    ...[...wished].filter(door => !live.has(door) && !reported(door)).map(door => `${door} is not live`),
    ...[...live].filter(door => !wished.has(door) && !reported(door)).map(door => `${door} is live`),
    // what we do ourselves on a host that was in order leaves it in order, or is not called done
    ...(done === 'done' && before === 0 && !act.verb.startsWith('bare')
      ? forwards.flatMap(each => each.conflicts.map(({reason}) => `${doorOf(each)}: ${reason}`))
      : []),
  ];
  return {silent, ran: done === 'done'};
}

/** What an operator types, by the verb; `other` is the name or the address that it changes to and back. */
const typed: Readonly<Record<string, (guest: string, ports: string, other: string) => string>> = {
  'bare-stop': guest => `jstop jname=${guest}`,
  'bare-add': (guest, ports) =>
    `expose mode=add jname=${guest} in=${ports.split(/[:/-]/)[0]} out=80 proto=${ports.endsWith('udp') ? 'udp' : 'tcp'}`,
  'bare-clone': guest =>
    `jclone old=${guest} new=${guest}c host_hostname=${guest}c.my.domain ip4_addr=10.0.0.${90 + guest.length}`,
  'bare-rename': (guest, _, other) => `jrename old=${guest} new=${other} host_hostname=${other}.my.domain`,
  'bare-readdress': (guest, _, other) => `jset jname=${guest} ip4_addr=${other}`,
  'bare-remove': guest => `jremove jname=${guest}`,
};

async function perform(
  host: ExposeHost,
  {verb, guest, ports, from}: Act,
  all: readonly Guest[],
): Promise<'done' | 'failed' | 'nothing'> {
  const found = all.find(({name}) => name === guest || name === `${guest}x`);
  const isCopy = guest.endsWith('c');
  // only copies come and go, so that a sequence never runs out of guests
  if (!found || (!isCopy && ['destroy', 'bare-remove'].includes(verb))) return 'nothing';
  if (verb.endsWith('clone') && isCopy) return 'nothing';
  const command = typed[verb];
  const [address = ''] = found.addresses;
  const name = found.name.endsWith('x') ? guest : `${guest}x`;
  const moved = address.endsWith('7') ? address.slice(0, -1) : `${address}7`;
  if (command) {
    await host.cbsd(command(found.name, ports, verb === 'bare-rename' ? name : moved));
    return 'done';
  }
  const asks = verb === 'expose' || verb === 'unexpose';
  const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    expose: {from},
    clone: {new: `${guest}c`},
    rename: {new: name},
    set: {ip4_addr: moved, ...(found.state === 'running' && {restart: '1'})},
  };
  const {job} = await host.act(verb, found.name, asks ? ports : undefined, answers[verb] ?? {});
  return job === null ? 'nothing' : job.state === 'done' ? 'done' : 'failed';
}

type Ends = {
  readonly protocol: string;
  readonly hostPort: number;
  readonly guestAddress: string;
  readonly guestPort: number;
};

const doorOf = ({protocol, hostPort, guestAddress, guestPort}: Ends): string =>
  `${protocol} ${hostPort} ${guestAddress}:${guestPort}`;

const ruleOf = (rule: string): string => {
  const [, protocol, port, address, inner] = /proto (\w+) .* port = (\d+) -> (\S+) port (\d+)/.exec(rule) ?? [];
  return `${protocol} ${port} ${address}:${inner}`;
};
