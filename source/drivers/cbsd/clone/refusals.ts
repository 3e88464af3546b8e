import type {FormView} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {refuse, valueIn} from '../plans/finish.ts';
import {addressRefusals, nameRefusal, spaceRefusal} from '../plans/preflight.ts';
import {lacks} from '../plans/start.ts';
import type {Copy} from './copies.ts';
import {siteRefusals} from './site.ts';
import type {Source} from './source.ts';

/** Why this host as it is cannot make these clones, the owner named. */
export function cloneRefusals(
  view: FormView,
  source: Source,
  copies: readonly Copy[],
  context: CbsdContext,
): readonly Refusal[] {
  const get = valueIn(view);
  return [
    ...copies.flatMap(copy => taken(copy.name, context)),
    ...copies.flatMap(copy => addressRefusals('ip4_addr', copy.address.split(','), context)),
    ...addressesMissing(source, copies),
    ...namesItself(source, context),
    ...ofAnEarlierTime(source, get('snapshot')),
    ...wrongState(source, get('running')),
    ...copyable(source, copies.length, context),
    ...siteRefusals(source, context),
    ...(get('start') === '1' && source.vm && context.missing.length > 0 ? [lacks(context)] : []),
  ];
}

const taken = (name: string, context: CbsdContext): readonly Refusal[] =>
  nameRefusal(name, context).map(refusal => ({...refusal, field: 'new'}));

/** jclone and bclone take a snapshot of their own, and know no argument for another one (cbsd-ops 3.1, 3.2). */
const ofAnEarlierTime = ({name}: Source, snapshot: string): readonly Refusal[] =>
  snapshot === 'now'
    ? []
    : [
        refuse(
          'unsupported',
          'snapshot',
          `CBSD clones ${name} as it is now and no snapshot of it: roll ${name} back to ${snapshot} first, or clone it as it is.`,
          name,
        ),
      ];

function wrongState(source: Source, running: string): readonly Refusal[] {
  const {guest, name} = source;
  if (guest.state === 'stopped') return [];
  if (guest.state !== 'running')
    return [refuse('wrong-state', null, `${guestInWords(guest)} cannot be copied as it is.`, name)];
  const ways = source.dataset ? 'set running=snapshot or running=stop' : 'stop it first, or set running=stop';
  return running === 'refuse' ? [refuse('wrong-state', 'running', `${name} runs: ${ways}.`, name)] : [];
}

/** Without rsync and without ZFS CBSD says "ok" and copies nothing (cbsd-observed, trap 9). */
function copyable(source: Source, count: number, context: CbsdContext): readonly Refusal[] {
  if (source.dataset) return [];
  return [
    ...(context.copies?.rsync === false
      ? [refuse('missing', null, 'CBSD copies by rsync, which this node lacks: pkg install rsync.')]
      : []),
    ...spaceRefusal(null, (source.bytes ?? 0) * count, count === 1 ? 'The clone' : 'The clones', context),
  ];
}

/** cloud-init takes a name of the user-data before that of the meta-data; the file holds accounts, so it is the operator's to change. */
function namesItself({name, seed}: Source, {node}: CbsdContext): readonly Refusal[] {
  const line = seed?.insists?.find(each => /^(hostname|fqdn):/.test(each));
  if (line === undefined) return [];
  const path = `${node.workdir}/jails-system/${name}/cloud-init/user-data`;
  return [
    refuse(
      'unsupported',
      'host_hostname',
      `${path} says “${line}”, so the clone would call itself so too: remove the line first.`,
      name,
    ),
  ];
}

/** Every static address of a seed needs one that takes its place. */
const addressesMissing = (source: Source, copies: readonly Copy[]): readonly Refusal[] =>
  source.seed && copies.some(copy => copy.moved.size < source.guest.addresses.length)
    ? [
        refuse(
          'invalid',
          'ip4_addr',
          `${source.name} has the addresses ${source.guest.addresses.join(', ')}: write one for each, or DHCP.`,
        ),
      ]
    : [];
