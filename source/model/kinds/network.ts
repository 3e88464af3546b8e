import {parseAddress} from '../../text/address.ts';

/** Words that stand for a whole address list; a field may allow fewer. */
export const addressWords = ['DHCP', 'DHCPv6', 'REALDHCP', '0'] as const;

/** One of the words, or addresses with optional prefix and interface (`em0#10.0.0.5/24`), separated by commas. */
export function ipList(value: string): string | null {
  if (addressWords.some(word => word === value)) return null;
  const word = addressWords.find(each => each.toLowerCase() === value.toLowerCase());
  if (word) return `Write it as ${word}: in other letters it is not always understood.`;
  const seen = new Set<string>();
  for (const member of value.split(',')) {
    const reason = oneAddress(member);
    if (reason) return reason;
    const address = parseAddress(member.replace(/^[^#]*#/, ''))?.text ?? '';
    if (seen.has(address)) return `${address} stands twice in the list: leave one out.`;
    seen.add(address);
  }
  return null;
}

function oneAddress(member: string): string | null {
  if (member === '') return 'The list has an empty member: check its commas.';
  if (addressWords.some(word => word === member)) return `${member} stands alone, not in a list.`;
  const [, nic, rest = member] = /^([^#]*)#(.*)$/.exec(member) ?? [];
  if (nic !== undefined && !/^[A-Za-z][A-Za-z0-9_.]{0,14}$/.test(nic))
    return 'Before # stands the name of an interface, as in em0#10.0.0.5.';
  return address(rest);
}

function address(value: string): string | null {
  const parsed = parseAddress(value);
  if (!parsed) return 'This is not an IPv4 or IPv6 address: write it as 10.0.0.5, 10.0.0.5/24 or 2001:db8::5/64.';
  if (/^(0\.0\.0\.0|255\.255\.255\.255|::)$/.test(parsed.text)) return `${parsed.text} cannot be a guest's address.`;
  return null;
}

export function ip(value: string): string | null {
  const parsed = parseAddress(value);
  return parsed && parsed.prefix === null ? null : 'Write one IPv4 or IPv6 address without a prefix: 10.0.0.1.';
}

export const cidr = (value: string): string | null =>
  parseAddress(value)?.prefix == null ? 'Write a network with its prefix: 10.0.0.0/24 or 2001:db8::/64.' : null;

export function mac(value: string): string | null {
  if (value === '0') return null;
  if (!/^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/.test(value))
    return 'Write a MAC address as 00:a0:98:12:34:56, or 0 for one that is made for it.';
  if (Number.parseInt(value.slice(0, 2), 16) & 1)
    return 'This MAC address is a group address: its first pair must be even.';
  return null;
}
