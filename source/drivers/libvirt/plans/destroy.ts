import {finish} from '../../../model/draft.ts';
import type {Check, Plan} from '../../../model/plan.ts';
import {run, sideBySide} from '../../../model/step.ts';
import type {LibvirtContext} from '../context.ts';
import {withdrawSteps} from '../expose/steps.ts';
import type {Domain} from '../look/domains.ts';
import {chainOf} from '../look/images.ts';
import {guestsFolder} from '../paths.ts';
import {fileGone, removal} from './command.ts';
import {undefine} from './define.ts';
import {giveLeasesBack} from './lease.ts';
import {killStep} from './lifecycle.ts';
import {freeStep} from './network.ts';
import {operable, stateSeen} from './preflight.ts';
import {addressTouch, firewallTouch, guestTouch} from './touches.ts';

/**
 * A guest with everything that is its own: its doors, its reservation and lease, its disks. A file goes when it lies in our folder and
 * nobody else has it or lies upon it; `--remove-all-storage` takes installers with it and leaves overlays (libvirt, 0.7).
 */
export function planDestroy(name: string, context: LibvirtContext): Plan {
  const draft = {action: 'destroy', target: name, title: `Remove ${name} and everything in it`};
  const {domain, refusals} = operable(name, context);
  if (!domain) return finish({...draft, refusals});
  const {own, kept} = filesOf(domain, context);
  const doors = context.doors.stored.filter(({owner}) => owner === name);
  const reserved = reservationsOf(domain, context);
  const leases = giveLeasesBack(domain, context);
  return finish({
    ...draft,
    steps: [
      ...(doors.length > 0 ? withdrawSteps(doors, name) : []),
      ...(domain.state === 'stopped' ? [] : [{...killStep(name), check: switchedOff(name)}]),
      run(`Remove VM ${name} from libvirt`, undefine(name), {
        check: {id: 'guest-gone', target: name, expect: {}, says: `libvirt has no ${name}`},
        seconds: 1,
        isFinal: true,
      }),
      ...sideBySide('left', {
        address: [...reserved.map(({network, ...each}) => freeStep({...each, name}, network)), ...leases.steps],
        files: own.map(path => run(`Remove ${path}`, removal(path), {check: fileGone(path), seconds: 1})),
      }),
    ],
    warnings: [
      `Everything in ${name} is lost, and no undo brings it back.`,
      ...kept.map(({path, why}) => `${path} stays: ${why}.`),
      ...leases.warnings,
    ],
    assumptions: [stateSeen(domain)],
    touches: [
      guestTouch(name),
      ...reserved.flatMap(({address}) => addressTouch(address)),
      ...(doors.length > 0 ? [firewallTouch] : []),
    ],
    success: `${name} is gone`,
  });
}

/** The host once this guest is gone: the last of several that go is the one to take what they lie upon. */
export function without(context: LibvirtContext, name: string): LibvirtContext {
  const domain = context.domains.find(each => each.name === name);
  if (!domain) return context;
  const gone = new Set(filesOf(domain, context).own);
  return {
    ...context,
    domains: context.domains.filter(each => each !== domain),
    images: context.images?.filter(({path}) => !gone.has(path)) ?? null,
  };
}

/** It stays true when the guest is gone, so that an interrupted removal can be gone on with. */
const switchedOff = (target: string): Check => ({
  id: 'guest-off',
  target,
  expect: {},
  says: `libvirt does not run ${target}`,
});

export const reservationsOf = ({nics}: Domain, {networks}: LibvirtContext) =>
  networks.flatMap(network =>
    network.reservations
      .filter(({mac}) => nics.some(nic => nic.mac === mac))
      .map(({mac, name, address}) => ({mac, name, address, network})),
  );

type Kept = {readonly path: string; readonly why: string};

/** Which of a guest's files are its own alone, and why the others stay. */
export function filesOf(
  domain: Domain,
  {domains, images}: LibvirtContext,
): {readonly own: readonly string[]; readonly kept: readonly Kept[]} {
  const all = images ?? [];
  const chain = [...new Set(domain.disks.flatMap(({file}) => (file === '' ? [] : chainOf(file, all))))];
  const others = domains.filter(({name}) => name !== domain.name);
  const whyOf = (path: string): string | null => {
    if (!path.startsWith(`${guestsFolder}/`)) return 'it was not made here';
    const user = others.find(({disks}) => disks.some(({file}) => file === path));
    if (user) return `${user.name} has it too`;
    const upon = all.find(image => image.backing === path && !chain.includes(image.path));
    return upon ? `${ownerOf(upon.path, others)} lies upon it` : null;
  };
  // what lies below something that stays is used by it
  const stays = new Set<string>();
  const kept: Kept[] = [];
  for (const path of chain) {
    const why = whyOf(path) ?? (stays.has(path) ? 'what stays lies upon it' : null);
    if (why === null) continue;
    if (path.startsWith(`${guestsFolder}/`)) for (const below of chainOf(path, all)) stays.add(below);
    kept.push({path, why});
  }
  return {own: chain.filter(path => !kept.some(each => each.path === path)), kept};
}

export const ownerOf = (path: string, domains: readonly Domain[]): string =>
  domains.find(({disks}) => disks.some(({file}) => file === path))?.name ?? path;
