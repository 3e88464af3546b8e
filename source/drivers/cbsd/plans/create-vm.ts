import type {Answers, FormView} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {parseSize} from '../../../text/units.ts';
import type {CbsdContext} from '../context.ts';
import {vmProfileOf} from '../forms/vm/lookup.ts';
import {vmForm} from '../forms/vm.ts';
import {imageOf} from '../images.ts';
import {registered} from '../media/loose.ts';
import type {VmProfile} from '../profiles/profile.ts';
import {addressPlan, withPrefix} from './addresses.ts';
import {cbsd, patience, run, write} from './command.ts';
import {fetchImage, imageRefusals, imageWarnings} from './fetch-image.ts';
import {finish, given, refuse, valueIn, warningsOf, wrongAnswers} from './finish.ts';
import {afterVm} from './next.ts';
import {addressesFree, addressRefusals, nameFree, nameRefusal, placeRefusals, spaceRefusal} from './preflight.ts';
import {content, settingsPath} from './settings.ts';
import {lacks, startStep} from './start.ts';
import {addressTouches, guestTouch, nameTouch, registrationTouch, storageTouch} from './touches.ts';
import {type CloudNet, expectedVm, gatewayOf, vmSettings} from './vm-settings.ts';

/** Image, file, bcreate, bstart: each a step with its own check. Pure. */
export function planCreateVm(answers: Answers, context: CbsdContext): Plan {
  const view = resolveForm(vmForm, answers, context);
  const get = valueIn(view);
  const [action, target] = [vmForm.action, get('jname')];
  const profile = vmProfileOf(get, context);
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, 'vm_os_profile')];
  if (wrong.length > 0 || !profile) return finish({action, target, title: `Create VM ${target}`, refusals: wrong});

  const field = given(view, 'ci_ip4_addr') ? 'ci_ip4_addr' : 'ip4_addr';
  const address = profile.cloud
    ? addressPlan(field, get('ci_ip4_addr'), context)
    : {value: '', notes: [], refusals: []};
  const net: CloudNet = {address: prefixed(address.value, context), address2: prefixed(get('ci_ip4_addr2'), context)};
  const claimed = profile.cloud ? [...net.address.split(','), ...net.address2.split(',')] : get('ip4_addr').split(',');
  const started = get('start') === '1';
  const image = get('vm_iso_path') === '' ? [profile] : [];
  return finish({
    action,
    target,
    title: `Create VM ${target}${net.address ? ` at ${address.value}` : ''}${started ? ' and start it' : ''}`,
    steps: [
      ...image.flatMap(each => fetchImage(each, context)),
      ...registered(get('vm_iso_path'), context),
      ...vmSteps(view, net, profile, context),
      ...(started ? [startStep(target, 'vm')] : []),
    ],
    warnings: [
      ...address.notes,
      ...warningsOf(view, ['jname', 'ip4_addr', 'ci_ip4_addr', 'ci_ip4_addr2']),
      ...image.flatMap(each => imageWarnings(each, context)),
      ...noGateway(net, get('ci_gw4'), profile),
      ...(started || context.missing.length === 0 ? [] : [lacks(context).reason]),
    ],
    refusals: [
      ...nameRefusal(target, context),
      ...address.refusals,
      ...addressRefusals(field, claimed, context),
      ...image.flatMap(each => imageRefusals(each, context)),
      ...spaceRefusal('imgsize', parseSize(get('imgsize')) ?? 0, 'The disk', context),
      ...modules(started, context),
    ],
    assumptions: [nameFree(target), ...addressesFree(claimed)],
    touches: [
      guestTouch(target),
      nameTouch(target),
      ...addressTouches(claimed),
      registrationTouch('vm', 'create'),
      ...image.map(each => storageTouch(imageOf(each, context).file, fetchImage(each, context).length > 0)),
    ],
    ...afterVm(view, started, address.value, profile, context),
  });
}

function vmSteps(view: FormView, net: CloudNet, profile: VmProfile, context: CbsdContext): readonly Step[] {
  const get = valueIn(view);
  const target = get('jname');
  const parts = content(vmSettings(view, net, profile));
  const path = settingsPath(context.node.workdir, target, parts);
  const words = ['bcreate', `jconf=${path}`, `host_hostname=${get('host_hostname')}`, 'inter=0'];
  return [
    ...write(
      `Write the settings of ${target} for bcreate, which deletes them once read`,
      {path, mode: 0o600, content: parts},
      context.leftovers,
    ),
    run(`Create VM ${target}`, cbsd(words, patience.create), {
      check: {
        id: 'guest-exists',
        target,
        expect: expectedVm(view, net, profile),
        says: `VM ${target} exists with these settings`,
      },
      undo: [cbsd(['bremove', `jname=${target}`], patience.stop)],
      residue: [`a part of VM ${target}: cbsd bremove jname=${target}`],
      seconds: 10,
    }),
  ];
}

const prefixed = (list: string, context: CbsdContext): string =>
  list
    .split(',')
    .map(member => withPrefix(member, context))
    .join(',');

const modules = (started: boolean, context: CbsdContext): readonly Refusal[] => {
  if (!started || context.missing.length === 0) return [];
  const {reason} = lacks(context);
  return [refuse('missing', 'start', `${reason} With start=0 it can be made.`)];
};

const noGateway = (net: CloudNet, wish: string, profile: VmProfile): readonly string[] =>
  profile.cloud && net.address !== 'REALDHCP' && gatewayOf(wish, net.address) === ''
    ? ['It has no gateway: it reaches its own network only.']
    : [];
