import {dump} from 'js-yaml';

export type StaticNetwork = {
  readonly mac: string;
  /** With its prefix. */
  readonly address: string;
  readonly gateway: string;
  readonly nameservers: readonly string[];
  /** cloud-init refuses it without name servers. */
  readonly search: string;
};

/**
 * NoCloud's network-config, version 2: the card is known by its MAC address and gets a name, for a cloud-init before 22.2 writes the name
 * that stands here into ifcfg, interfaces and networkd, whichever the card has.
 */
export function networkConfig({mac, address, gateway, nameservers, search}: StaticNetwork): string {
  return dump(
    {
      version: 2,
      ethernets: {
        nic0: {
          match: {macaddress: mac},
          'set-name': 'eth0',
          dhcp4: false,
          addresses: [address],
          ...(gateway === '' ? {} : {routes: [{to: address.includes(':') ? '::/0' : '0.0.0.0/0', via: gateway}]}),
          ...(nameservers.length > 0
            ? {nameservers: {addresses: [...nameservers], ...(search === '' ? {} : {search: [search]})}}
            : {}),
        },
      },
    },
    {lineWidth: -1, forceQuotes: true},
  );
}
