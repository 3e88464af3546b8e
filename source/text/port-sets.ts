export type PortSet = {readonly name: string; readonly title: string; readonly ports: string};

/** Ports that go together, by a word that can stand where a port can. The operator's own come beside them. */
export const portSets: readonly PortSet[] = [
  {
    name: 'consul',
    title: 'Consul: servers, gossip, HTTP, and DNS at its customary port',
    ports: '8300 8301/tcp+udp 8302/tcp+udp 8500 53:8600/tcp+udp',
  },
  {name: 'web', title: 'HTTP and HTTPS', ports: '80 443'},
  {name: 'dns', title: 'DNS, both protocols', ports: '53/tcp+udp'},
  {name: 'mail', title: 'SMTP, submission and IMAP', ports: '25 465 587 143 993'},
];

/** The operator's own first; one of theirs takes the place of ours of the same name. */
export const withOwnSets = (own: readonly PortSet[]): readonly PortSet[] => [
  ...own,
  ...portSets.filter(({name}) => !own.some(set => set.name === name)),
];
