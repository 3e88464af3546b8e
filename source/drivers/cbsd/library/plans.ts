import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {baseDirectory, baseInWords, findBase} from '../bases.ts';
import type {CbsdContext} from '../context.ts';
import {imageOf} from '../images.ts';
import {baseRefusals, fetchBase} from '../plans/base.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {fetchImage, imageRefusals, imageWarnings} from '../plans/fetch-image.ts';
import {finish, refuse} from '../plans/finish.ts';
import {spaceRefusal} from '../plans/preflight.ts';
import {storageTouch} from '../plans/touches.ts';
import type {VmProfile} from '../profiles/profile.ts';
import {jailsOn, pathOf, wishOf} from './items.ts';
import {askMirrors, compareSum, isWhole} from './verify.ts';

/** An archive and the system unpacked from it. */
const baseBytes = 1_500_000_000;

type Draft = Partial<Pick<Plan, 'steps' | 'warnings' | 'refusals' | 'touches' | 'success'>>;

export function planBase(verb: 'fetch' | 'verify' | 'remove', version: string, context: CbsdContext): Plan {
  const wish = wishOf(version, context);
  const whole = (draft: Draft) =>
    finish({action: `base-${verb}`, target: version, title: `${titles[verb]} the base ${baseInWords(wish)}`, ...draft});
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(version))
    return whole({
      refusals: [refuse('invalid', 'version', `A base is named by its version, such as 14.1, not ${version}.`)],
    });
  const path = baseDirectory(wish, context.node.workdir);
  const here = findBase(wish, context) !== undefined;
  if (verb === 'fetch') {
    if (here) return whole({refusals: baseRefusals(wish, context), warnings: [`It is here already: ${path}`]});
    return whole({
      steps: fetchBase(wish, context),
      refusals: [...baseRefusals(wish, context), ...spaceRefusal(null, baseBytes, 'A base', context)],
      warnings: [
        'Not verified: CBSD unpacks the archive without a checksum and keeps none.',
        'If its download is cut it begins anew: CBSD fetches it into a folder of that one process.',
      ],
      touches: [storageTouch(path, true)],
      success: `the base ${baseInWords(wish)} is here`,
    });
  }
  if (!here) return whole({refusals: [refuse('missing', 'version', `There is no base ${version} on this node.`)]});
  if (verb === 'verify')
    return whole({
      steps: [isWhole(path)],
      warnings: ['Only whether it is whole can be seen: CBSD keeps no archive to hold against a checksum.'],
      touches: [storageTouch(path, false)],
      success: `the base ${baseInWords(wish)} is whole`,
    });
  return whole({
    steps: [removeBase(version, path, context)],
    refusals: ownersOf(jailsOn(version, context), `The base ${version}`),
    warnings: ['It cannot be taken back; the next jail of this version fetches it again.'],
    touches: [storageTouch(path, true)],
    success: `the base ${baseInWords(wish)} is gone`,
  });
}

export function planMedium(verb: 'fetch' | 'verify' | 'remove', name: string, context: CbsdContext): Plan {
  const profile = context.vmProfiles.find(each => each.name === name && each.broken === null);
  const action = `media-${verb}`;
  if (!profile) {
    const reason = `There is no VM profile ${name} that works here: construct-tui media list shows them.`;
    return finish({
      action,
      target: name,
      title: `${titles[verb]} ${name}`,
      refusals: [refuse('missing', 'profile', reason)],
    });
  }
  const image = imageOf(profile, context);
  const path = pathOf(profile, context);
  const whole = (draft: Draft) => finish({action, target: name, title: `${titles[verb]} ${image.file}`, ...draft});
  const touches = [storageTouch(path, verb !== 'verify')];
  if (image.file === '')
    return whole({refusals: [refuse('unsupported', 'profile', `${profile.title} installs from no image of its own.`)]});
  if (verb === 'fetch') return whole(fetching(profile, path, context));
  if (verb === 'verify') return whole({...(image.here ? compareSum(profile, path) : askMirrors(profile)), touches});
  if (!(image.file in context.isoFiles))
    return whole({refusals: [refuse('missing', 'profile', `${path} is not there.`)]});
  const owners = context.media.filter(each => each.path === path && each.guest !== '').map(({guest}) => guest);
  return whole({
    steps: [removeFile(path)],
    refusals: ownersOf(owners, image.file),
    warnings: ['It cannot be taken back; the next VM of this profile fetches it again.'],
    touches,
    success: `${image.file} is gone`,
  });
}

const titles = {fetch: 'Fetch', verify: 'Verify', remove: 'Remove'} as const;

function fetching(profile: VmProfile, path: string, context: CbsdContext): Draft {
  const image = imageOf(profile, context);
  if (image.here) return {warnings: [`It is here already: ${path}`]};
  if (image.source === 'start')
    return {
      refusals: [
        refuse('unsupported', 'profile', 'CBSD fetches this one only as its first VM starts, from mirrors of its own.'),
      ],
    };
  return {
    steps: fetchImage(profile, context),
    refusals: imageRefusals(profile, context),
    warnings: imageWarnings(profile, context),
    touches: [storageTouch(path, true)],
    success: `${image.file} is here`,
  };
}

const ownersOf = (owners: readonly string[], what: string): readonly Refusal[] =>
  owners.length === 0
    ? []
    : [refuse('wrong-state', null, `${what} is in use by ${owners.join(', ')}.`, owners[0] ?? null)];

/** The platform's own removal: it takes the folder's flags away, the folder, and the row. */
const removeBase = (version: string, path: string, {node}: CbsdContext): Step =>
  run(
    `Remove the base ${version}`,
    cbsd(
      ['removebase', `ver=${version}`, `arch=${node.arch}`, `target_arch=${node.arch}`, 'stable=0', 'inter=0'],
      patience.create,
    ),
    {
      check: {id: 'file-gone', target: path, expect: {path: `${path}/bin/sh`}, says: `${path} is gone`},
      residue: [`${path}: what could not be removed of it`],
      seconds: 60,
    },
  );

const removeFile = (path: string): Step =>
  run(
    `Remove ${path}`,
    {argv: ['rm', '-f', path]},
    {
      check: {id: 'file-gone', target: path, expect: {path}, says: `${path} is gone`},
      seconds: 5,
    },
  );
