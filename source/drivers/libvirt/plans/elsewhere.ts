import {finish, refuse} from '../../../model/draft.ts';
import type {Plan} from '../../../model/plan.ts';
import type {LibvirtContext} from '../context.ts';
import {chainOf} from '../look/images.ts';
import {operable} from './preflight.ts';

/**
 * Onto another host: refused. `virsh migrate` wants one host to log in to the other as root and storage that both see, and
 * what it cannot take along (forwards, reservations, seeds) it does not tell.
 */
export const planElsewhere =
  (action: 'move' | 'copy') =>
  (target: string, context: LibvirtContext): Plan => {
    const draft = {action, target, title: `${action === 'move' ? 'Move' : 'Copy'} ${target} to another host`};
    const {domain, refusals} = operable(target, context);
    if (!domain) return finish({...draft, refusals});
    const disks = [
      ...new Set(domain.disks.flatMap(({file}) => (file === '' ? [] : chainOf(file, context.images ?? [])))),
    ];
    const way = [
      ...(domain.state === 'stopped' ? [] : [`stop ${target}`]),
      `virsh dumpxml --inactive ${target} > ${target}.xml`,
      `copy that file and ${disks.join(', ') || 'its disks'} to the same paths there`,
      `virsh define ${target}.xml there`,
      ...(action === 'move' ? [`destroy ${target} here once it runs there`] : []),
    ];
    const reason = `virsh takes a VM to another host only where one logs in to the other as root and both see its disks. By hand: ${way.join('; ')}. Forwards and reserved addresses stay here.`;
    return finish({...draft, refusals: [refuse('unsupported', null, reason)]});
  };
