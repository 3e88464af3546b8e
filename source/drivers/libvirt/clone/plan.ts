import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Get} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {sideBySide} from '../../../model/step.ts';
import {namesIn} from '../../../text/names.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import {hostLabel} from '../forms/vm/cloud.ts';
import type {Domain} from '../look/domains.ts';
import {autostartStep, defineSteps, folderSteps, nothing, removeRead} from '../plans/define.ts';
import {filesMissing, networksOff, startStep} from '../plans/lifecycle.ts';
import {reserveStep} from '../plans/network.ts';
import {
  addressFree,
  nameFree,
  operable,
  pathFree,
  pathRefusals,
  spaceRefusal,
  stateSeen,
  toolRefusals,
} from '../plans/preflight.ts';
import {cloudConfig, metaData, seedPath, seedSteps} from '../plans/seed.ts';
import {addressTouch, guestTouch, nameTouch} from '../plans/touches.ts';
import {cloneXml} from './clone-xml.ts';
import {type Copy, copiesOf} from './copies.ts';
import {diskSteps, freezeSteps} from './disks.ts';
import {cloneForm} from './form.ts';
import {hasSeed, ownDisks, seedDisk} from './source.ts';

/**
 * A running guest is cloned without a pause: its disks are frozen where they are, it goes on upon new ones, and so do the
 * clones (libvirt, 2.7). Each has numbers, cards, an address and a name of its own before it starts. Pure.
 */
export function planClone(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'clone', target: (namesIn(answers.new ?? '') ?? []).join(','), title: `Clone ${target}`};
  const {domain: source, refusals: inoperable} = operable(target, context);
  if (!source) return finish({...draft, refusals: inoperable});
  const form = cloneForm(target, context);
  if ('reason' in form) return finish({...draft, refusals: [form]});
  const view = resolveForm(form, answers, context);
  const get = valueIn(view);
  const named = {...draft, target: (namesIn(get('new')) ?? []).join(',')};
  const wrong = wrongAnswers(view, 'new');
  if (wrong.length > 0) return finish({...named, refusals: wrong});

  const {copies, refusals} = copiesOf(get, source, context);
  const start = get('start') === '1';
  const quick = get('copy') === 'overlay';
  const paths = copies.flatMap(copy => [
    ...copy.files.values(),
    ...(get('inside') === 'new' ? [seedPath(copy.name)] : []),
  ]);
  const bytes = (context.images ?? [])
    .filter(({path}) => ownDisks(source).some(({file}) => file === path))
    .reduce((sum, image) => sum + image.bytes, 0);
  return finish({
    ...named,
    title: `Clone ${target} as ${copies.map(at).join(', ')}${start ? ` and start ${copies.length === 1 ? 'it' : 'them'}` : ''}`,
    steps: [...folderSteps(context.folders), ...copiesSteps(copies, source, get, context)],
    warnings: [
      ...warningsOf(view, ['ip4_addr']),
      ...(quick
        ? [`${target} and its clones lie upon one frozen disk from now on: it stays as long as one of them does.`]
        : []),
      ...(quick && source.state === 'running' ? [`The clones begin with ${target}’s disks as after a power cut.`] : []),
    ],
    refusals: [
      ...refusals,
      ...wrongSource(source, quick),
      ...toolRefusals(get('inside') === 'new' ? ['qemu-img', 'cloud-localds'] : ['qemu-img'], context),
      ...pathRefusals(paths, context),
      ...(quick
        ? []
        : spaceRefusal(null, bytes * copies.length, copies.length === 1 ? 'The clone' : 'The clones', context)),
      ...(start ? networksOff(source, context) : []),
      ...filesMissing(source, context),
    ],
    assumptions: [
      stateSeen(source),
      ...copies.flatMap(({name, uuid, address, macs}) => [
        nameFree(name, uuid),
        ...(address ? [addressFree(address, [...macs.values()][0] ?? '')] : []),
      ]),
      ...paths.map(pathFree),
    ],
    touches: [
      guestTouch(target, quick ? 'change' : 'read'),
      ...copies.flatMap(({name, address}) => [guestTouch(name), nameTouch(name), ...addressTouch(address)]),
    ],
    success: copies.map(copy => successOf(copy, source, start, copies.length === 1)).join('; '),
    next: [
      ...copies.flatMap(({name}): Plan['next'] =>
        start ? [] : [{kind: 'action', title: `Start ${name}`, action: 'start', target: name}],
      ),
      {kind: 'action', title: `Another clone of ${target}`, action: 'clone', target},
    ],
  });
}

const at = ({name, address}: Copy): string => (address ? `${name} at ${address}` : name);

const successOf = ({name, address}: Copy, source: Domain, start: boolean, isOnly: boolean): string => {
  if (!start) return `${name} is a clone of ${source.name}, stopped`;
  if (!address) return `${name} runs`;
  return isOnly ? `${name} runs at {address}` : `${name} runs at {${name}.address}`;
};

/** Snapshots inside a disk belong to the guest that goes on upon another one: they would be cut off. */
function wrongSource(source: Domain, quick: boolean): readonly Refusal[] {
  const disks = ownDisks(source);
  const foreign = source.disks.find(({device, file}) => device === 'disk' && file === '');
  return [
    ...(source.state === 'running' || source.state === 'stopped'
      ? []
      : [refuse('wrong-state', null, `${domainInWords(source)} cannot be copied as it is.`, source.name)]),
    ...(disks.length === 0 || foreign
      ? [
          refuse(
            'unsupported',
            null,
            `${source.name} has ${foreign ? `a disk (${foreign.target}) that is no file` : 'no disk of its own'}: it is not copied from here.`,
          ),
        ]
      : []),
    ...(quick && source.snapshots.length > 0
      ? [
          refuse(
            'wrong-state',
            'copy',
            `${source.name} has the snapshots ${source.snapshots.join(', ')}, which a quick clone would cut off: stop it and set copy=full, or remove them.`,
            source.name,
          ),
        ]
      : []),
  ];
}

/**
 * All copies at once, each in lanes of its own: the disks wait for those of the source to be frozen, and nothing else does. They start
 * when all of them are whole.
 */
function copiesSteps(copies: readonly Copy[], source: Domain, get: Get, context: LibvirtContext): readonly Step[] {
  const quick = get('copy') === 'overlay';
  const parts = copies.map(copy => ({copy, ...partsOf(copy, source, get, context)}));
  const disks = (copy: Copy) => diskSteps(copy, source, quick, context);
  return [
    ...sideBySide('made', {
      disks: quick ? [...freezeSteps(source, context), ...copies.flatMap(disks)] : [],
      ...Object.fromEntries(
        parts.flatMap(({copy, seed, settings}) => [
          [`medium of ${copy.name}`, seed.steps],
          [`settings of ${copy.name}`, settings.steps],
          [`address of ${copy.name}`, reserved(copy)],
          [`disks of ${copy.name}`, quick ? [] : disks(copy)],
        ]),
      ),
    }),
    ...sideBySide(
      'started',
      Object.fromEntries(
        parts.flatMap(({copy: {name}, seed, settings}) => [
          [`start of ${name}`, get('start') === '1' ? [startStep(name)] : []],
          [`files of ${name}`, removeRead(name, [...seed.read, ...settings.read])],
        ]),
      ),
    ),
  ];
}

const reserved = ({name, macs, address, network}: Copy): readonly Step[] =>
  address ? [reserveStep({mac: [...macs.values()][0] ?? '', name, address}, network)] : [];

function partsOf(copy: Copy, source: Domain, get: Get, {host}: LibvirtContext) {
  const {name, macs} = copy;
  const fresh = get('inside') === 'new' && hasSeed(source);
  const seed = seedDisk(source);
  const files = new Map<string, string | null>([
    ...ownDisks(source).map(({file, target}) => [file, copy.files.get(target) ?? null] as const),
    ...(seed ? [[seed.file, fresh ? seedPath(name) : null] as const] : []),
  ]);
  const domain = source.xml && cloneXml(source.xml, {name, uuid: copy.uuid, macs, files});
  const expect = {mac: [...macs.values()].join(','), disk: [...copy.files.values()][0] ?? ''};
  const defined = domain ? defineSteps(name, domain, expect) : nothing;
  const autostart = get('autostart') === '1' ? [autostartStep(name, true)] : [];
  return {
    seed: fresh ? seedSteps(name, identitySeed(copy), host.tools) : nothing,
    settings: {...defined, steps: [...defined.steps, ...autostart]},
  };
}

/**
 * Only who it is: accounts and keys are on the disk already, and no default account is wished for (an empty list, at
 * which 22.4 complains in its log, is how its manual says that).
 */
const identitySeed = ({name, uuid}: Copy) => ({
  userData: [cloudConfig({hostname: hostLabel(name), preserve_hostname: false, ssh_deletekeys: true, users: []})],
  metaData: metaData(`${name}-${uuid.slice(0, 8)}`, hostLabel(name)),
});
