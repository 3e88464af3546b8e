import type {CheckRow} from '../../../../model/doctor.ts';
import {inPool, poolSize} from '../../../../text/address.ts';
import {addressOwners, freeAddress} from '../../addresses.ts';
import {hostAddresses} from '../../expose/preflight.ts';
import type {Facts} from '../facts.ts';
import {missing, ok, onNode, warn} from './judged.ts';

/** The pool that CBSD gives addresses out of. */
export const addressChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'pool',
    title: 'Addresses for guests',
    wanted: 'free addresses in nodeippool',
    why: 'A guest whose address is left to CBSD gets one of them.',
    judge: facts =>
      onNode(facts, context => {
        const {pools} = context.node;
        const size = pools.reduce((sum, pool) => sum + poolSize(pool), 0);
        if (size === 0) return missing(pools.length === 0 ? 'no pool' : `no addresses in ${pools.join(' ')}`);
        const used = [...addressOwners(context).keys()].filter(each => pools.some(pool => inPool(each, pool))).length;
        const found = `${pools.join(' ')}: ${size - used} free, ${used} used`;
        if (freeAddress('DHCP', context) === null) return missing(found);
        return size - used < size / 10 ? warn(found) : ok(found);
      }),
  },
  {
    id: 'pool-clash',
    title: 'The pool belongs to the guests alone',
    wanted: 'no address of the host and no gateway in the pool',
    why: 'CBSD hands such an address out as soon as it does not answer.',
    judge: facts =>
      onNode(facts, context => {
        const gateway = facts.rcConf.get('defaultrouter') ?? '';
        const inside = [...hostAddresses(context), gateway].filter(each =>
          context.node.pools.some(pool => inPool(each, pool)),
        );
        return inside.length === 0
          ? ok('nothing of the host is in it')
          : warn(`${inside.join(', ')} of the host is in it`);
      }),
  },
];
