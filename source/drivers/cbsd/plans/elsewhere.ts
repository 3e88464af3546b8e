import type {Plan} from '../../../model/plan.ts';
import type {CbsdContext} from '../context.ts';
import {finish, refuse} from './finish.ts';
import {operable} from './start.ts';

/**
 * Onto another node: refused. CBSD's own way (`jcoldmigrate`, `bmigrate`) is for nodes of one farm, which log in to each
 * other and replicate their databases (cbsd-ops 8); a single node is set up without that, and one image is taken across by hand.
 */
export const planElsewhere =
  (action: 'move' | 'copy') =>
  (target: string, context: CbsdContext): Plan => {
    const draft = {action, target, title: `${action === 'move' ? 'Move' : 'Copy'} ${target} to another host`};
    const {guest, refusals} = operable(target, context);
    if (!guest) return finish({...draft, refusals});
    const {workdir} = context.node;
    const way = [
      ...(guest.state === 'running' ? [`stop ${target}`] : []),
      `export ${target}`,
      `scp ${workdir}/export/${target}.img root@NODE:${workdir}/import/`,
      `import ${target} there`,
      ...(action === 'move' ? [`destroy ${target} here once it runs there`] : []),
    ];
    const reason = `CBSD takes a guest to another node only within a farm whose nodes log in to each other. By hand: ${way.join(', ')}.`;
    return finish({...draft, refusals: [refuse('unsupported', null, reason)]});
  };
