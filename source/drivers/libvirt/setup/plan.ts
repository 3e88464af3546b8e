import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Get} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run, writeFile} from '../../../model/step.ts';
import {inNetwork} from '../../../text/address.ts';
import type {Health} from '../doctor/facts.ts';
import {activeOf} from '../doctor/firewalls.ts';
import {idleDefault, turnOff} from '../doctor/networks.ts';
import {letThrough} from '../doctor/passage.ts';
import {install, lacking, packages, startDaemon} from '../doctor/programs.ts';
import {fileWritten, removal, tool} from '../plans/command.ts';
import {folderSteps} from '../plans/define.ts';
import {makeNetwork, type NetworkGround, newNetwork} from '../plans/network.ts';
import {hasNetwork, seen, setupForm} from './form.ts';

export const forwardFile = '/etc/sysctl.d/60-construct-tui.conf';

/** Packages, daemon, networks, forwarding, group: only what is not so yet, so that an interrupted set-up goes on. Pure. */
export function planSetup(answers: Answers, health: Health): Plan {
  const view = resolveForm(setupForm, answers, health);
  const get = valueIn(view);
  const {host, hasDaemon} = health;
  const draft = {action: 'setup', target: host.name, title: `Set ${host.name} up for guests of libvirt`};
  const wrong = [...unfit(health), ...wrongAnswers(view, '')];
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const steps = [
    ...(lacking(health).length > 0 ? (install(health)?.steps ?? []) : []),
    ...(hasDaemon ? [] : startDaemon(health)),
    ...(get('default_off') === '1' ? turnOff(health) : []),
    ...networkSteps(get, health),
    ...(get('ip_forward') === '1' && !health.isForwardingKept ? forwardSteps() : []),
    ...(get('member') !== '' && !health.members.has(get('member')) ? [memberStep(get('member'))] : []),
    ...letThrough(health).steps,
  ];
  return finish({
    ...draft,
    steps,
    warnings:
      steps.length === 0
        ? ['This host is set up: nothing has to be done.']
        : [...warningsOf(view, []), ...notes(get, health)],
    success: isWhole(health)
      ? `${host.name} is set up: VMs can be created`
      : `libvirt is installed on ${host.name}; set it up once more for its network`,
    next:
      steps.length === 0 || !isWhole(health)
        ? []
        : [{kind: 'action', title: 'Create a VM', action: 'create-vm', target: ''}],
  });
}

function unfit(health: Health): readonly Refusal[] {
  const {manager, isRoot, context, operator} = health;
  const network = idleDefault(health);
  const client = operator.reachedBy?.client ?? '';
  return [
    ...(isRoot
      ? []
      : [refuse('no-rights', null, 'A host is set up by root: start construct-tui as root, or by sudo.')]),
    ...(lacking(health).length > 0 && manager === ''
      ? [
          refuse(
            'unsupported',
            null,
            `This system has neither apt-get nor dnf: install the packages of ${lacking(health)
              .map(({program}) => program)
              .join(', ')} by hand, then go on.`,
          ),
        ]
      : []),
    ...(context && network && client !== '' && inNetwork(client, network.gateway)
      ? [refuse('wrong-state', 'default_off', `You come in through network default (${client}): leave it on.`)]
      : []),
  ];
}

function networkSteps(get: Get, health: Health): readonly Step[] {
  const context = health.context ?? freshly(health);
  if (!context || hasNetwork(health) || get('network') !== '1') return [];
  const network = {...newNetwork(seen(health)), gateway: get('gateway')};
  return [...folderSteps(context.folders), ...makeNetwork(network, context)];
}

/** What a host has that libvirt is being installed on: nothing of ours, and its tools by then. null: it is there and does not answer. */
function freshly(health: Health): NetworkGround | null {
  const {host, programs} = health;
  if (programs.has('virsh')) return null;
  const tools = new Set([...host.tools, ...packages.map(({program}) => program)]);
  const doors = {stored: [], live: [], isSetUp: false, files: new Map<string, string>(), map: []};
  return {host: {...host, tools}, folders: new Set(), doors};
}

const forwardSteps = (): readonly Step[] => [
  writeFile(
    'Pass packets on from every start of the host',
    {path: forwardFile, mode: 0o644, content: ['net.ipv4.ip_forward = 1\n']},
    {
      check: fileWritten(forwardFile),
      undo: [removal(forwardFile)],
      residue: [`${forwardFile}: rm -f ${forwardFile}`],
      seconds: 1,
    },
  ),
  run('Pass packets on now', tool(['sysctl', '-w', 'net.ipv4.ip_forward=1']), {
    check: {id: 'forwarding', target: 'host', expect: {}, says: 'the kernel passes packets on'},
    undo: [],
    seconds: 1,
  }),
];

const memberStep = (name: string): Step =>
  run(`Let ${name} use libvirt`, tool(['usermod', '-aG', 'libvirt', name]), {
    check: {id: 'in-group', target: name, expect: {group: 'libvirt'}, says: `${name} is in the group libvirt`},
    undo: [tool(['gpasswd', '-d', name, 'libvirt'])],
    seconds: 1,
  });

/** One plan is enough: libvirt answers already, or comes onto the host by it. */
const isWhole = (health: Health): boolean => health.context !== null || freshly(health) !== null;

const cameAlong =
  'Its packages may bring libvirt’s default network, and a firewall may close ours: construct-tui doctor looks at both then.';

function notes(get: Get, health: Health): readonly string[] {
  const {context, host, found} = health;
  const firewalls = activeOf(found);
  return [
    ...(context
      ? []
      : [isWhole(health) ? cameAlong : 'Its networks can be seen once its daemon runs: set it up once more then.']),
    ...(host.kvm ? [] : ['This host has no KVM that qemu could use: its guests are emulated, and slow.']),
    ...(get('member') === '' ? [] : ['Membership of a group counts from the next login.']),
    ...(firewalls.length > 0
      ? [`${firewalls.join(', ')} is active: the doctor tells what it lets through to guests.`]
      : []),
  ];
}
