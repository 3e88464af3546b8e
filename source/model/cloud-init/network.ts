import {dump} from 'js-yaml';

export type StaticNetwork = {
  readonly mac: string;
  /** With its prefix. */
  readonly address: string;
  readonly gateway: string;
  readonly nameservers: readonly string[];
  readonly search: string;
};

/** NoCloud's network-config, version 2: the card is known by its MAC address, for its name is the guest's own affair. */
export function networkConfig({mac, address, gateway, nameservers, search}: StaticNetwork): string {
  const names = nameservers.length > 0 || search !== '';
  return dump(
    {
      version: 2,
      ethernets: {
        nic0: {
          match: {macaddress: mac},
          dhcp4: false,
          addresses: [address],
          ...(gateway === '' ? {} : {routes: [{to: address.includes(':') ? '::/0' : '0.0.0.0/0', via: gateway}]}),
          ...(names ? {nameservers: {addresses: [...nameservers], ...(search === '' ? {} : {search: [search]})}} : {}),
        },
      },
    },
    {lineWidth: -1, forceQuotes: true},
  );
}
