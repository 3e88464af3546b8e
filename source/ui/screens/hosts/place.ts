import {sshAliases} from '../../../transport/ssh/aliases.ts';
import type {PlaceRow} from '../../place.ts';
import {type HostsScreen, openHosts, pressHosts} from './state.ts';
import {drawHosts} from './view.ts';

export const hosts: PlaceRow<HostsScreen> = {
  place: 'hosts',
  open: openHosts,
  load: (_, _session, fleet) => [fleet.look().then(() => () => ({})), sshAliases().then(aliases => () => ({aliases}))],
  rereadMs: 15_000,
  press: pressHosts,
  draw: drawHosts,
};
