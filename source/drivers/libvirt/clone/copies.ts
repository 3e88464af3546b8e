import {refuse} from '../../../model/draft.ts';
import type {Get} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {namesIn} from '../../../text/names.ts';
import type {LibvirtContext} from '../context.ts';
import {networkFor} from '../forms/lookup.ts';
import type {Domain} from '../look/domains.ts';
import {guestsFolder} from '../paths.ts';
import {macFor, uuidFor} from '../plans/identity.ts';
import {addressRefusals, freeAddress, nameRefusal, outsideOf} from '../plans/preflight.ts';
import {ownDisks} from './source.ts';

/** One clone that is wished for. */
export type Copy = {
  readonly name: string;
  readonly uuid: string;
  readonly macs: ReadonlyMap<string, string>;
  /** What is reserved for its first card; empty: its network hands out nothing. */
  readonly address: string;
  readonly network: string;
  /** Files of its own by the disk's target. */
  readonly files: ReadonlyMap<string, string>;
};

export type Copies = {readonly copies: readonly Copy[]; readonly refusals: readonly Refusal[]};

/** Every clone with a name, cards, disks and an address that nobody else has, one after the other. */
export function copiesOf(get: Get, source: Domain, context: LibvirtContext): Copies {
  const names = namesIn(get('new')) ?? [];
  const given = get('ip4_addr') === 'DHCP' ? null : get('ip4_addr').split(',');
  if (given && given.length !== names.length)
    return {
      copies: [],
      refusals: [refuse('invalid', 'ip4_addr', `Write ${names.length} addresses, one for each clone, or DHCP.`)],
    };
  const network = networkFor(source, context);
  const refusals: Refusal[] = [];
  const taken: string[] = [];
  const copies = names.map((name, index): Copy => {
    const address = network?.gateway ? (given?.[index] ?? freeAddress(network, context, taken)) : '';
    refusals.push(...nameRefusal('new', name, context));
    if (address === null)
      refusals.push(refuse('address-in-use', 'ip4_addr', `No address of ${network?.name} is free for ${name}.`));
    else if (address !== '' && network) {
      const outside = outsideOf(address, network);
      if (outside) refusals.push(refuse('invalid', 'ip4_addr', outside));
      if (taken.includes(address))
        refusals.push(refuse('invalid', 'ip4_addr', `${address} stands for two clones: each needs its own.`));
      refusals.push(...addressRefusals('ip4_addr', address, context));
      taken.push(address);
    }
    const macs = new Map(
      source.nics.map(({mac}, at) => [mac, macFor(at === 0 ? name : `${name} ${at + 1}`, context)] as const),
    );
    const files = new Map(
      ownDisks(source).map(
        ({target}, at) => [target, `${guestsFolder}/${name}${at === 0 ? '' : `-${target}`}.qcow2`] as const,
      ),
    );
    return {name, uuid: uuidFor(name, context), macs, address: address ?? '', network: network?.name ?? '', files};
  });
  return {copies, refusals};
}
