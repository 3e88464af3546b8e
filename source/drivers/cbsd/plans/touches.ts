import type {Touch} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import type {CbsdGuest, Family} from '../context.ts';

/** What two plans must not do to one thing at once; the reasons are CBSD's, so they stand here. */

export const guestTouch = (name: string, mode: Touch['mode'] = 'change'): Touch => ({kind: 'guest', id: name, mode});

/** `jcreate` of one name twice at once: both report success (cbsd-observed, trap 10). */
export const nameTouch = (wanted: string): Touch => ({kind: 'name', id: wanted, mode: 'change'});

/** Nobody but us looks whether an address is taken (trap 5). */
export const addressTouches = (list: readonly string[]): readonly Touch[] =>
  list.flatMap(member => {
    const address = bareAddress(member);
    return address ? [{kind: 'address', id: address, mode: 'change'} as const] : [];
  });

/** Two guests may take one port, and the firewall's first line wins (cbsd-ops 2.7). */
export const portTouch = (protocol: 'tcp' | 'udp', port: number): Touch => ({
  kind: 'host-port',
  id: `${protocol}/${port}`,
  mode: 'change',
});

/** Every change of a forward rewrites shared files without a lock and loads all rules anew (cbsd-ops 2.7, 10). */
export const firewallTouch: Touch = {kind: 'firewall', id: '', mode: 'change'};

/** `start` applies a guest's forwards and `stop` clears them (cbsd-ops 2.6); without any they leave the firewall alone. */
export const firewallTouches = ({forwards}: CbsdGuest): readonly Touch[] =>
  forwards?.length === 0 ? [] : [firewallTouch];

/** Jails of different names were made and copied side by side (q12, q13); nothing else was tried, so it goes alone. */
export const registrationTouch = (family: Family, act: 'create' | 'remove'): Touch => ({
  kind: 'registration',
  id: '',
  mode: family === 'jail' && act === 'create' ? 'read' : 'change',
});

/** A base or an image: CBSD's lock of a download makes a second one fail, so that one waits and then finds it here. */
export const storageTouch = (path: string, fetched: boolean): Touch => ({
  kind: 'disk-pool',
  id: path,
  mode: fetched ? 'change' : 'read',
});
