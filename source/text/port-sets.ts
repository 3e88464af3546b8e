import type {PortSpec} from './port-specs.ts';

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

type Hint = {readonly ports: readonly number[]; readonly lacks: 'tcp' | 'udp'; readonly says: string};

const hints: readonly Hint[] = [
  {ports: [53, 8600], lacks: 'udp', says: 'DNS asks by UDP first, so it wants /tcp+udp'},
  {ports: [53, 8600], lacks: 'tcp', says: 'long answers of DNS come by TCP, so it wants /tcp+udp'},
  {ports: [8301, 8302], lacks: 'udp', says: 'Consul’s gossip needs UDP beside TCP, so it wants /tcp+udp'},
  {ports: [8301, 8302], lacks: 'tcp', says: 'Consul’s gossip needs TCP beside UDP, so it wants /tcp+udp'},
];

/** What is easily forgotten, judged by the guest's port; a sentence each. */
export const portHints = (specs: readonly PortSpec[]): readonly string[] =>
  specs.flatMap(({hostPort, guestPort, protocol}) =>
    hints
      .filter(({ports, lacks}) => ports.includes(guestPort) && lacks !== protocol)
      .filter(({lacks}) => !specs.some(each => each.guestPort === guestPort && each.protocol === lacks))
      .map(({says}) => `${hostPort}/${protocol} alone: ${says}.`),
  );
