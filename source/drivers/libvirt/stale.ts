import {refuse} from '../../model/draft.ts';
import type {Assumption, Refusal} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import {shell} from '../../text/sections.ts';
import {domainInWords, type LibvirtContext} from './context.ts';
import {doorKey} from './expose/steps.ts';
import {readLook} from './inspect.ts';
import {domainsScript, hostScript} from './look/scripts.ts';
import {addressOwners, domainOf} from './plans/preflight.ts';

type Judge = (assumption: Assumption, now: LibvirtContext) => Refusal | null;

/** What each assumption of a plan means, asked again just before its first step. */
const judges: Readonly<Record<string, Judge>> = {
  'name-free': ({target}, context) => {
    const owner = domainOf(target, context);
    return owner
      ? refuse('name-taken', 'jname', `The name ${target} was taken meanwhile by ${domainInWords(owner)}`, target)
      : null;
  },
  'address-free': ({target}, context) => {
    const owner = addressOwners(context).get(target);
    return owner
      ? refuse('address-in-use', 'ip4_addr', `The address ${target} was taken meanwhile by ${owner.says}`, owner.name)
      : null;
  },
  'path-free': ({target}, {images}) =>
    images?.some(({path}) => path === target)
      ? refuse('name-taken', null, `${target} is there meanwhile: look into it and remove it by hand`, target)
      : null,
  'guest-state': ({target, value}, context) => {
    const domain = domainOf(target, context);
    if (!domain) return refuse('no-such-guest', null, `${target} is no longer there`);
    return domain.state === value
      ? null
      : refuse('wrong-state', null, `${domainInWords(domain)} meanwhile, not ${value}`, target);
  },
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

/** The doors that a plan counts with, to the letter. */
export const doorsDigest = (guest: string, stored: LibvirtContext['doors']['stored']): string =>
  stored
    .filter(({owner}) => owner === guest)
    .map(doorKey)
    .sort()
    .join('; ');

/** Which assumptions no longer hold; one command. A host that cannot be read holds none of them. */
export async function stale(assumptions: readonly Assumption[], transport: Transport): Promise<readonly Refusal[]> {
  const asked = assumptions.filter(({id}) => id in judges);
  if (asked.length === 0) return [];
  const {stdout} = await transport.read({
    argv: shell(`${domainsScript}\n${hostScript}`),
    timeoutMs: 60_000,
    outputLimit: 128 * 1024 * 1024,
  });
  const nobody = {user: '', machine: '', publicKeys: []};
  const {context, problems} = readLook(stdout, stdout, nobody, Date.now());
  if (!context) return [refuse('unreadable', null, problems[0] ?? 'libvirt cannot be asked any more')];
  return asked.flatMap(assumption => judges[assumption.id]?.(assumption, context) ?? []);
}
