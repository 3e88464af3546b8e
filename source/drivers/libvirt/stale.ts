import {refuse} from '../../model/draft.ts';
import type {Assumption, Refusal} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import {shell} from '../../text/sections.ts';
import {domainInWords, type LibvirtContext} from './context.ts';
import {doorKey} from './expose/steps.ts';
import {readLook} from './inspect.ts';
import type {Domain} from './look/domains.ts';
import {type HostPart, partScript} from './look/scripts.ts';
import {addressOwners, domainOf} from './plans/preflight.ts';

type Judge = (assumption: Assumption, now: LibvirtContext) => Refusal | null;

/** What each judge has to know of the host, beside its domains and networks. */
const needs: Readonly<Record<string, readonly HostPart[]>> = {
  'address-free': ['addresses', 'neighbours'],
  'path-free': ['there'],
  'port-free': ['tools', 'listeners', 'stored'], // without ss nobody can tell who listens
  'doors-seen': ['stored'],
};

/** What each assumption of a plan means, asked again just before its first step. */
const judges: Readonly<Record<string, Judge>> = {
  'name-free': ({target, value}, context) => {
    const owner = domainOf(target, context);
    return owner && owner.uuid !== value
      ? refuse('name-taken', 'jname', `The name ${target} was taken meanwhile by ${domainInWords(owner)}`, target)
      : null;
  },
  'address-free': ({target, value}, context) => {
    const owner = addressOwners(context, value).get(target);
    return owner
      ? refuse('address-in-use', 'ip4_addr', `The address ${target} was taken meanwhile by ${owner.says}`, owner.name)
      : null;
  },
  'path-free': ({target}, {there}) =>
    there.has(target)
      ? refuse('name-taken', null, `${target} is there meanwhile: look into it and remove it by hand`, target)
      : null,
  'guest-state': ({target, value}, context) => stateHolds(domainOf(target, context), target, value),
  'domain-state': ({target, value}, {domains}) =>
    stateHolds(
      domains.find(({uuid}) => uuid === target),
      `The domain ${target}`,
      value,
    ),
  /** `tcp 0.0.0.0 8080`: a door of the host. */
  'port-free': ({target}, {doors, host}) => {
    const [protocol, , port] = target.split(' ');
    const isMeant = (each: {readonly protocol: string; readonly port: number}) =>
      each.protocol === protocol && String(each.port) === port;
    const door = doors.stored.find(each => isMeant({...each, port: each.hostPort}));
    const program = host.listeners?.find(isMeant)?.program;
    const owner = door?.owner ?? program;
    return owner === undefined
      ? null
      : refuse('port-in-use', 'ports', `${port}/${protocol} was taken meanwhile by ${owner}`, owner);
  },
  'doors-seen': ({target, value}, {doors}) =>
    doorsDigest(target, doors.stored) === value
      ? null
      : refuse('wrong-state', null, `The forwards of ${target} were changed meanwhile`, target),
};

function stateHolds(domain: Domain | undefined, name: string, wanted: string): Refusal | null {
  if (!domain) return refuse('no-such-guest', null, `${name} is no longer there`);
  return domain.state === wanted
    ? null
    : refuse('wrong-state', null, `${domainInWords(domain)} meanwhile, not ${wanted}`, domain.name);
}

/** The doors that a plan counts with, to the letter. `guests`: one name, or both of one that is renamed. */
const doorsDigest = (guests: string, stored: LibvirtContext['doors']['stored']): string =>
  stored
    .filter(({owner}) => guests.split(' ').includes(owner))
    .map(door => doorKey({...door, owner: ''}))
    .sort()
    .join('; ');

export const doorsSeen = (guests: string, {doors}: Pick<LibvirtContext, 'doors'>): Assumption => ({
  id: 'doors-seen',
  target: guests,
  value: doorsDigest(guests, doors.stored),
});

/** Which assumptions no longer hold; one command. A host that cannot be read holds none of them. */
export async function stale(assumptions: readonly Assumption[], transport: Transport): Promise<readonly Refusal[]> {
  const asked = assumptions.filter(({id}) => id in judges);
  if (asked.length === 0) return [];
  const {stdout} = await transport.read({
    argv: shell(partScript(new Set(asked.flatMap(({id}) => needs[id] ?? [])))),
    timeoutMs: 60_000,
    outputLimit: 128 * 1024 * 1024,
  });
  const nobody = {user: '', machine: '', publicKeys: []};
  const {context, problems} = readLook(stdout, stdout, nobody, Date.now());
  if (!context) return [refuse('unreadable', null, problems[0] ?? 'libvirt cannot be asked any more')];
  return asked.flatMap(assumption => judges[assumption.id]?.(assumption, context) ?? []);
}
