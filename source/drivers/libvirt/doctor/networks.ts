import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {virsh} from '../plans/command.ts';
import type {Health} from './facts.ts';

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
