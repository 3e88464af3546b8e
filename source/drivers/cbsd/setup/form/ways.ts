/** What each way of connecting guests needs and opens, in words and as a drawing. */
export const networks = [
  {
    value: 'nat',
    label: 'private net + NAT',
    drawing: 'guests 10.x  --->  host (NAT)  --->  LAN, Internet',
    tells:
      'Guests have addresses that only this host knows; they get out through the host, and in only by ports that you expose. Needs pf.',
  },
  {
    value: 'lan',
    label: 'on my LAN (bridge)',
    drawing: 'guests (LAN addresses)  ===  bridge on the host  ===  LAN',
    tells:
      'Guests are machines of your LAN, open to everybody on it. Needs addresses that nobody else has; many rented hosts forbid more than one.',
  },
  {
    value: 'host',
    label: "the host's address",
    drawing: "jails at the host's own address, no net of theirs",
    tells:
      'Jails share the address of the host: every port of theirs is open at once and can be had only once. Not for VMs.',
  },
] as const;

export const networkOf = (value: string) => networks.find(each => each.value === value) ?? networks[0];
