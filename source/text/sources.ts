import ipaddr from 'ipaddr.js';
import {parseAddress} from './address.ts';

/** Who may come in: IPv4 addresses and networks, `any` alone for everybody; in normal form. */
export type Sources = readonly string[];

export const everybody: Sources = ['any'];

/** A typed list, or a sentence that says what is wrong with it. Empty is everybody. */
export function parseSources(text: string): {readonly sources: Sources} | {readonly reason: string} {
  const members = text.split(/[\s,]+/).filter(Boolean);
  for (const member of members) {
    if (member === 'any') continue;
    const address = parseAddress(member);
    if (!address) return {reason: `"${member}" is no address or network: write 203.0.113.7 or 203.0.113.0/24.`};
    if (address.version === 6) return {reason: `${member} is IPv6, and forwards here are IPv4 only.`};
    const network = normalSource(member);
    if (network !== 'any' && network !== member) return {reason: `Write ${network} in place of ${member}.`};
  }
  const sources = normalSources(text);
  if (sources.includes('any') && members.length > 1) return {reason: 'A list with everybody in it limits nothing.'};
  return {sources};
}

/** As a firewall tells them: networks by their first address, /32 left out, `any` for 0.0.0.0/0; sorted, each once. */
export function normalSources(text: string): Sources {
  const members = new Set(
    text
      .split(/[\s,{}]+/)
      .filter(Boolean)
      .map(normalSource),
  );
  const isAll = members.size === 0 || members.has('any') || (members.has('0.0.0.0/1') && members.has('128.0.0.0/1'));
  return isAll ? everybody : [...members].sort();
}

function normalSource(member: string): string {
  if (member === 'any') return member;
  const address = parseAddress(member);
  if (address?.version !== 4) return member;
  if (address.prefix === 0) return 'any';
  if (address.prefix === null || address.prefix === 32) return address.text;
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${address.text}/${address.prefix}`);
  return `${network.toString()}/${address.prefix}`;
}
