import type {Command} from '../../../model/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import {parseSize} from '../../../text/units.ts';
import {all} from '../../../text/xml.ts';
import type {LibvirtContext} from '../context.ts';
import type {Domain} from '../look/domains.ts';
import {script, virsh} from '../plans/command.ts';
import {autostartStep} from '../plans/define.ts';
import {startStep, stopStep} from '../plans/lifecycle.ts';
import {operable, stateSeen} from '../plans/preflight.ts';
import {guestTouch} from '../plans/touches.ts';
import {editForm, valuesNow} from './form.ts';

type Values = Readonly<Record<string, string>>;

/** `set`: what differs from now, each by its own command of virsh, read back after. Pure. */
export function planSet(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'set', target, title: `Change ${target}`};
  const {domain, refusals} = operable(target, context);
  const form = editForm(target, context);
  if (!domain || 'reason' in form) return finish({...draft, refusals});
  const view = resolveForm(form, answers, context);
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const [get, now] = [valueIn(view), valuesNow(domain)];
  const asked = view.fields.filter(({id, value}) => id !== 'restart' && !same(id, value, now));
  const wish = {...Object.fromEntries(asked.map(({id, value}) => [id, value])), ...mostCpus(get('vcpus'), now)};
  const words = asked.map(({id, value}) => `${id}=${value}`);
  if (words.length === 0)
    return finish({...draft, warnings: [`${target} is so already.`], success: `${target} is so already`});
  const runs = domain.state === 'running';
  const restart = runs && get('restart') === '1';
  const later = ['memory', 'vcpus'].filter(id => id in wish);
  return finish({
    ...draft,
    title: `Set ${words.join(' ')} of ${target}`,
    steps: [
      ...(restart ? [stopStep(target)] : []),
      ...setSteps(target, wish, now),
      ...(runs && !restart && 'current_memory' in wish && fits(wish.current_memory, now.memory)
        ? [balloonStep(target, wish.current_memory ?? '', now.current_memory ?? '')]
        : []),
      ...(restart ? [startStep(target)] : []),
    ],
    warnings:
      runs && !restart && later.length > 0
        ? [`${target} runs with what it has now; ${later.join(' and ')} hold from its next start.`]
        : [],
    refusals: topologyRefusals(domain, wish),
    assumptions: [stateSeen(domain)],
    touches: [guestTouch(target)],
    success: `${target} has ${words.join(' ')}`,
  });
}

const isSize = (id: string): boolean => id === 'memory' || id === 'current_memory';
const same = (id: string, value: string, now: Values): boolean =>
  isSize(id) ? parseSize(value) === parseSize(now[id] ?? '') : value === now[id];
/** A guest that had all of its CPUs has all of them afterwards too. */
const mostCpus = (vcpus: string, {vcpus: had, vcpus_max: most = ''}: Values): Values =>
  vcpus !== most && (had === most || Number(vcpus) > Number(most)) ? {vcpus_max: vcpus} : {};

const fits = (value = '', least = ''): boolean => (parseSize(value) ?? 0) <= (parseSize(least) ?? 0);
const kibibytes = (value = ''): string => String(Math.floor((parseSize(value) ?? 0) / 1024));

type Change = {readonly id: string; readonly title: string; readonly command: (value: string) => Command};

/** One setting; its undo sets what was. */
const setStep = (name: string, {id, title, command}: Change, wish: string, was: string): Step =>
  run(title, command(wish), {
    check: {
      id: 'guest-set',
      target: name,
      expect: {[id]: stored(id, wish), [`was:${id}`]: stored(id, was)},
      says: `libvirt has ${id}=${wish} for ${name}`,
    },
    undo: [command(was)],
    seconds: 1,
  });

/** No amount may be above its maximum, on the way there and back: a rise begins with the maximum, and a fall ends with it. */
function setSteps(name: string, wish: Values, now: Values): readonly Step[] {
  const changes: readonly Change[] = [
    {id: 'memory', title: `Let ${name} have up to ${wish.memory}`, command: value => memory('setmaxmem', name, value)},
    {
      id: 'current_memory',
      title: `Give ${name} ${wish.current_memory} from its next start`,
      command: value => memory('setmem', name, value),
    },
    {
      id: 'vcpus_max',
      title: `Let ${name} have up to ${wish.vcpus_max} CPUs`,
      command: value => virsh(['setvcpus', name, value, '--maximum', '--config']),
    },
    {
      id: 'vcpus',
      title: `Give ${name} ${wish.vcpus} CPUs from its next start`,
      command: value => virsh(['setvcpus', name, value, '--config']),
    },
    {
      id: 'description',
      title: `Describe ${name}`,
      command: value => virsh(['desc', name, '--config', `--new-desc=${value}`]),
    },
  ];
  const falls = (id: string) => amount(id, wish[id]) < amount(id, now[id]);
  const ends = (id: string) => (id === 'memory' || id === 'vcpus_max') && falls(id);
  return [
    ...[...changes.filter(({id}) => !ends(id)), ...changes.filter(({id}) => ends(id))].flatMap(change =>
      wish[change.id] === undefined ? [] : [setStep(name, change, wish[change.id] ?? '', now[change.id] ?? '')],
    ),
    ...(wish.autostart === undefined ? [] : [autostartStep(name, wish.autostart === '1')]),
  ];
}

const memory = (verb: string, name: string, value: string) => virsh([verb, name, kibibytes(value), '--config']);
const amount = (id: string, value = ''): number => (isSize(id) ? (parseSize(value) ?? 0) : Number(value));

/** As the check reads it: bytes. */
const stored = (id: string, value = ''): string =>
  isSize(id) ? String(Math.floor((parseSize(value) ?? 0) / 1024) * 1024) : value;

/** `setmem --live` ends with 0 whether the guest has a balloon or not, so what it has is waited for. */
const balloonScript = [
  'virsh -q -c "$1" setmem "$2" "$3" --live || exit 1',
  'i=0; while [ "$i" -lt 40 ]; do',
  '  [ "$(virsh -q -c "$1" dommemstat "$2" | sed -n "s/^actual //p")" = "$3" ] && exit 0',
  '  sleep 0.5; i=$((i + 1))',
  'done',
  'echo "Its system does not follow: it has no balloon, or no memory to give." >&2; exit 1',
].join('\n');

const balloonStep = (name: string, wish: string, now: string): Step =>
  run(`Give ${name} ${wish} while it runs`, script(balloonScript, ['qemu:///system', name, kibibytes(wish)]), {
    check: {
      id: 'memory-now',
      target: name,
      expect: {current_memory: stored('current_memory', wish)},
      says: `${name} has ${wish} while it runs`,
    },
    undo: [virsh(['setmem', name, kibibytes(now), '--live'])],
    seconds: 5,
  });

function topologyRefusals({name, xml}: Domain, wish: Values): readonly Refusal[] {
  const has = xml !== null && all(xml, 'cpu', 'topology').length > 0;
  return has && 'vcpus' in wish
    ? [
        refuse(
          'unsupported',
          'vcpus',
          `The CPUs of ${name} are laid out in sockets and cores: virsh edit ${name} changes both together.`,
          name,
        ),
      ]
    : [];
}
