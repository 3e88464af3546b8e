import type {Touch} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';

/** libvirt locks each of its objects itself; what is shared beyond them stands here. */

export const guestTouch = (id: string, mode: Touch['mode'] = 'change'): Touch => ({kind: 'guest', id, mode});

export const nameTouch = (id: string): Touch => ({kind: 'name', id, mode: 'change'});

/** An address is ours once it is reserved, and nothing but a claim keeps two plans from one address until then. */
export const addressTouch = (text: string): readonly Touch[] => {
  const id = bareAddress(text);
  return id === null ? [] : [{kind: 'address', id, mode: 'change'}];
};

/** One table of ours is loaded whole, from all files of its folder. */
export const firewallTouch: Touch = {kind: 'firewall', id: '', mode: 'change'};

export const portTouch = (protocol: 'tcp' | 'udp', port: number): Touch => ({
  kind: 'host-port',
  id: `${protocol}/${port}`,
  mode: 'change',
});

/** An image that guests lie upon: read by who makes a guest of it, changed by who fetches or removes it. */
export const imageTouch = (path: string, mode: Touch['mode']): Touch => ({kind: 'disk-pool', id: path, mode});
