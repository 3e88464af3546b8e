import type {Mending} from '../../../model/doctor.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {tool, virsh} from '../plans/command.ts';
import type {Health} from './facts.ts';

export const plainBridges = ({context}: Health) =>
  context?.networks.filter(({mode}) => mode === 'open').map(({bridge}) => bridge) ?? [];

/** Bridges of ours that a FORWARD chain which drops lets nothing through to (libvirt, 2.9). */
export const shut = (health: Health): readonly string[] =>
  health.forward[0] === '-P FORWARD DROP'
    ? plainBridges(health).filter(
        bridge => !health.forward.some(rule => rule.includes(`-o ${bridge} `) && rule.endsWith('-j ACCEPT')),
      )
    : [];

export function letThrough(health: Health): Mending {
  const steps = shut(health).flatMap(bridge => {
    const inward = ['-o', bridge, '-m', 'conntrack', '--ctstate', 'DNAT,RELATED,ESTABLISHED', '-j', 'ACCEPT'];
    const outward = ['-i', bridge, '-j', 'ACCEPT'];
    return [inward, outward].map(rule =>
      run(
        `Let connections ${rule === inward ? 'to doors' : 'of guests'} pass ${bridge}`,
        tool(['iptables', '-I', 'FORWARD', ...rule]),
        {
          check: null,
          undo: [tool(['iptables', '-D', 'FORWARD', ...rule])],
          seconds: 1,
        },
      ),
    );
  });
  return {steps, warnings: ['The rules are gone when the host starts again: keep them where its firewall is kept.']};
}

/** libvirt's own network, on and used by nobody: it closes what is exposed there to everybody else. */
export const idleDefault = ({context}: Health) =>
  context?.networks.find(
    ({name, active, autostart}) =>
      name === 'default' &&
      (active || autostart) &&
      !context.domains.some(({nics}) => nics.some(({network}) => network === 'default')),
  );

/** Left off when the host starts, then stopped; only what it is not yet. */
export function turnOff(health: Health): readonly Step[] {
  const network = idleDefault(health);
  const step = (title: string, words: readonly string[], back: readonly string[]) =>
    run(title, virsh(words), {check: null, undo: [virsh(back)], seconds: 1});
  const leave = 'Leave network default off when the host starts';
  return [
    ...(network?.autostart
      ? [step(leave, ['net-autostart', 'default', '--disable'], ['net-autostart', 'default'])]
      : []),
    ...(network?.active ? [step('Stop network default', ['net-destroy', 'default'], ['net-start', 'default'])] : []),
  ];
}
