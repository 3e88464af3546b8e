import {finish, refuse} from '../../../model/draft.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import type {Domain} from '../look/domains.ts';
import {chainOf, isMissing} from '../look/images.ts';
import {addressOf} from '../look/networks.ts';
import {patience, script, virsh} from './command.ts';
import {operable, stateSeen, wrongState} from './preflight.ts';
import {guestTouch} from './touches.ts';

/** Seconds that a guest has to shut down by itself. */
export const shutdownSeconds = 60;

/**
 * `virsh shutdown` ends with 0 whether the guest cares or not (libvirt, 2.6), and one that still boots misses it: it is
 * asked again every ten seconds.
 */
const shutdownScript = [
  'end=$(($(date +%s) + $3)) next=0',
  'while now=$(date +%s); [ "$now" -lt "$end" ]; do',
  '  if [ "$now" -ge "$next" ]; then virsh -q -c "$1" shutdown "$2" || { [ "$next" -gt 0 ] || exit 1; }; next=$((now + 10)); fi',
  '  for n in 1 2 3; do [ "$(virsh -q -c "$1" domstate "$2" 2>/dev/null)" = "shut off" ] && exit 0; sleep 0.2; done',
  'done',
  'echo "It does not react to its power button." >&2; exit 1',
].join('\n');

const check = (id: string, target: string, says: string) => ({id, target, expect: {}, says});

export const startStep = (name: string): Step =>
  run(`Start VM ${name}`, virsh(['start', name], patience.start), {
    check: check('guest-running', name, `libvirt runs ${name}`),
    undo: [virsh(['destroy', name])],
    seconds: 2,
  });

export const stopStep = (name: string): Step =>
  run(
    `Shut VM ${name} down, as by its power button`,
    script(shutdownScript, ['qemu:///system', name, String(shutdownSeconds)], patience.start),
    {
      check: check('guest-stopped', name, `libvirt does not run ${name}`),
      undo: [virsh(['start', name], patience.start)],
      seconds: 10,
    },
  );

/** The plug, not the button: what the guest has not written yet is lost. */
export const killStep = (name: string): Step =>
  run(`Switch VM ${name} off at once`, virsh(['destroy', name], patience.start), {
    check: check('guest-stopped', name, `libvirt does not run ${name}`),
    undo: [virsh(['start', name], patience.start)],
    seconds: 2,
  });

const holdStep = (name: string, hold: boolean): Step =>
  run(hold ? `Hold VM ${name} still` : `Let VM ${name} go on`, virsh([hold ? 'suspend' : 'resume', name]), {
    check: hold
      ? check('guest-held', name, `libvirt holds ${name} still`)
      : check('guest-running', name, `libvirt runs ${name}`),
    undo: [virsh([hold ? 'resume' : 'suspend', name])],
    seconds: 1,
  });

type Way = {
  readonly title: (name: string) => string;
  /** The state that it wants, and the one in which nothing is left to do. */
  readonly from: readonly Domain['state'][];
  readonly already?: Domain['state'];
  readonly steps: (name: string) => readonly Step[];
  readonly warnings?: (name: string) => readonly string[];
  /** It begins with the power button, which a guest may not react to: the plug is offered then. */
  readonly mayStay?: true;
  readonly success: (name: string, hasAddress: boolean) => string;
};

const runs = (name: string, hasAddress: boolean): string => (hasAddress ? `${name} runs at {address}` : `${name} runs`);
const mayStay = `A guest that does not shut down within ${shutdownSeconds} seconds stays on; \`kill\` switches it off.`;

const ways: Readonly<Record<string, Way>> = {
  start: {
    title: name => `Start ${name}`,
    from: ['stopped'],
    already: 'running',
    steps: name => [startStep(name)],
    success: runs,
  },
  stop: {
    title: name => `Stop ${name}`,
    from: ['running'],
    already: 'stopped',
    steps: name => [stopStep(name)],
    mayStay: true,
    success: name => `${name} is stopped`,
  },
  restart: {
    title: name => `Restart ${name}`,
    from: ['running'],
    steps: name => [stopStep(name), startStep(name)],
    mayStay: true,
    success: runs,
  },
  kill: {
    title: name => `Switch ${name} off`,
    from: ['running', 'busy', 'broken'],
    already: 'stopped',
    steps: name => [killStep(name)],
    warnings: name => [`What ${name} has not written to its disks yet is lost.`],
    success: name => `${name} is off`,
  },
  pause: {
    title: name => `Pause ${name}`,
    from: ['running'],
    steps: name => [holdStep(name, true)],
    success: name => `${name} is paused`,
  },
  resume: {
    title: name => `Resume ${name}`,
    from: ['busy', 'broken'],
    already: 'running',
    steps: name => [holdStep(name, false)],
    success: runs,
  },
};

/** Start, stop, restart, kill, pause, resume: an empty plan with a note where nothing is left to do. */
export function planLifecycle(action: string, name: string, context: LibvirtContext): Plan {
  const way = ways[action];
  const draft = {action, target: name, title: way?.title(name) ?? action};
  const {domain, refusals} = operable(name, context);
  if (!domain || !way) return finish({...draft, refusals});
  if (domain.state === way.already) {
    const is = `${name} ${domain.state === 'running' ? 'runs' : 'is stopped'} already`;
    return finish({...draft, warnings: [`${is}.`], success: is});
  }
  const {networks, leases, now} = context;
  const hasAddress = domain.nics.some(({mac}) => addressOf(mac, networks, leases, now) !== null);
  return finish({
    ...draft,
    steps: way.steps(name),
    warnings: way.mayStay ? [mayStay] : (way.warnings?.(name) ?? []),
    refusals: [
      ...unfit(way, domain),
      ...(action === 'start' ? [...networksOff(domain, context), ...filesMissing(domain, context)] : []),
    ],
    assumptions: [stateSeen(domain)],
    touches: [guestTouch(name)],
    success: way.success(name, hasAddress),
    next: nextOf(action, name),
    ...(way.mayStay && {
      instead: [{kind: 'action', title: `Switch ${name} off at once`, action: 'kill', target: name}],
    }),
  });
}

const unfit = ({from}: Way, domain: Domain) => {
  if (from.includes(domain.state)) return [];
  const [wanted = 'running'] = from;
  return from.length === 1
    ? wrongState(domain, wanted)
    : [refuse('wrong-state', null, `${domainInWords(domain)} is neither running nor held.`, domain.name)];
};

/** A guest on a network that is off does not start, and libvirt says so only then. */
export const networksOff = (domain: Pick<Domain, 'nics'>, {networks}: LibvirtContext) =>
  domain.nics.flatMap(({network}) => {
    const found = networks.find(({name}) => name === network);
    return network === '' || found?.active
      ? []
      : [
          refuse(
            'missing',
            null,
            found ? `Its network ${network} is off: virsh net-start ${network}` : `libvirt has no network ${network}.`,
            network,
          ),
        ];
  });

/** A guest starts only with every file of its disks, and what those lie upon; libvirt says so when it is started. */
export const filesMissing = ({name, disks}: Domain, {images, there}: LibvirtContext): readonly Refusal[] =>
  disks
    .filter(({file, optional}) => file !== '' && !optional)
    .flatMap(({file, target, device}) => {
      const missing = chainOf(file, images ?? []).find(path => isMissing(path, there));
      if (missing === undefined) return [];
      const what = missing === file ? `${missing}, its ${target},` : `${missing}, upon which its ${target} lies,`;
      const without =
        device === 'disk'
          ? `virsh detach-disk ${name} ${target} --config`
          : `virsh change-media ${name} ${target} --eject --config`;
      return [
        refuse('missing', null, `${what} is not there: put it back, or let it start without: ${without}`, missing),
      ];
    });

const nextOf = (action: string, name: string): Plan['next'] =>
  action === 'stop' || action === 'kill'
    ? [{kind: 'action', title: `Start ${name} again`, action: 'start', target: name}]
    : [{kind: 'copy', title: 'Its console', text: `virsh -c qemu:///system console ${name}`}];
