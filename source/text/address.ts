import ipaddr from 'ipaddr.js';

export type Address = {readonly version: 4 | 6; readonly text: string; readonly prefix: number | null};

/** Strict: four decimal octets, or any IPv6 form without a zone. Null for everything else, `010.0.0.1` included. */
export function parseAddress(text: string): Address | null {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || /[^0-9a-fA-F:.]/.test(address)) return null;
  const version = ipaddr.IPv4.isValidFourPartDecimal(address) ? 4 : ipaddr.IPv6.isValid(address) ? 6 : null;
  if (version === null || (version === 4 && /(^|\.)0\d/.test(address))) return null;
  if (prefix === undefined) return {version, text: normal(address), prefix: null};
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > (version === 4 ? 32 : 128)) return null;
  return {version, text: normal(address), prefix: Number(prefix)};
}

/** One spelling per address, so that two spellings of one address are seen to collide. */
const normal = (address: string): string => ipaddr.parse(address).toString();

/** The address alone: `em0#10.0.0.5/24` gives `10.0.0.5`; null for `DHCP`, `0` and nonsense. */
export const bareAddress = (text: string): string | null => parseAddress(text.replace(/^[^#]*#/, ''))?.text ?? null;

/** True when `address` lies in `cidr`; two versions never meet. */
export function inNetwork(address: string, cidr: string): boolean {
  const [one, net] = [parseAddress(address), parseAddress(cidr)];
  if (!one || net?.prefix == null || one.version !== net.version) return false;
  return ipaddr.parse(one.text).match([ipaddr.parse(net.text), net.prefix]);
}

/** The first usable IPv4 address of the network that `address/prefix` lies in. */
export function firstHost(address: string, prefix: number): string | null {
  const one = parseAddress(address);
  if (one?.version !== 4) return null;
  return prefix > 30 ? null : dotted((network(toNumber(one.text), prefix) + 1) >>> 0);
}

/**
 * The first address of the pools that is not in `taken`. A pool is a CIDR (`10.0.0.0/24`, IPv4 or IPv6), a range
 * (`10.0.0.5-9`) or one address. Network and broadcast are never given, nor a network's first host: it is the
 * customary gateway (CBSD's `auto` gateway for cloud images is exactly it).
 */
export function nextFreeAddress(pools: readonly string[], taken: ReadonlySet<string>): string | null {
  for (const pool of pools) for (const address of addressesOf(pool)) if (!taken.has(address)) return address;
  return null;
}

/** How many addresses a pool gives out, IPv4 and up to a /8; 0 for nonsense. */
export function poolSize(pool: string): number {
  const range = /^\d+\.\d+\.\d+\.(\d+)-(\d+)$/.exec(pool);
  if (range) return Math.max(0, Math.min(Number(range[2]), 255) - Number(range[1]) + 1);
  const net = parseAddress(pool);
  if (net?.version !== 4) return 0;
  const {prefix} = net;
  return prefix === null || prefix >= 31 ? 1 : prefix === 30 ? 2 : 2 ** (32 - prefix) - 3;
}

/** True when a pool (see `nextFreeAddress`) holds the address. */
export function inPool(address: string, pool: string): boolean {
  const range = /^(\d+\.\d+\.\d+)\.(\d+)-(\d+)$/.exec(pool);
  if (!range) return pool.includes('/') ? inNetwork(address, pool) : parseAddress(pool)?.text === address;
  const [, head = '', from, to] = range;
  const last = Number(address.slice(head.length + 1));
  return address.startsWith(`${head}.`) && last >= Number(from) && last <= Number(to);
}

function* addressesOf(pool: string): Generator<string> {
  const range = /^(\d+\.\d+\.\d+)\.(\d+)-(\d+)$/.exec(pool);
  if (range) {
    const [, head = '', from = '', to = ''] = range;
    for (let last = Number(from); last <= Math.min(Number(to), 255); last += 1) yield `${head}.${last}`;
    return;
  }
  const net = parseAddress(pool);
  if (!net) return;
  if (net.prefix === null || net.prefix >= (net.version === 4 ? 31 : 127)) yield net.text;
  else if (net.version === 4) yield* hosts4(net.text, net.prefix);
  else yield* hosts6(net.text, net.prefix);
}

function* hosts4(text: string, prefix: number): Generator<string> {
  const start = network(toNumber(text), prefix);
  const size = 2 ** (32 - prefix);
  for (let offset = prefix === 30 ? 1 : 2; offset < size - 1; offset += 1) yield dotted((start + offset) >>> 0);
}

/** The first 65,534 of a network, far more than a node's guests. */
function* hosts6(text: string, prefix: number): Generator<string> {
  const start = ipaddr.IPv6.networkAddressFromCIDR(`${text}/${prefix}`).toByteArray();
  const size = Math.min(2 ** (128 - prefix), 0xffff);
  for (let offset = 2; offset < size; offset += 1) {
    const bytes = [...start];
    bytes[14] = (bytes[14] ?? 0) | (offset >> 8);
    bytes[15] = (bytes[15] ?? 0) | (offset & 255);
    yield ipaddr.fromByteArray(bytes).toString();
  }
}

const toNumber = (text: string): number =>
  text.split('.').reduce((sum, octet) => ((sum << 8) | Number(octet)) >>> 0, 0);

const network = (address: number, prefix: number): number =>
  prefix === 0 ? 0 : (address & (0xffffffff << (32 - prefix))) >>> 0;

const dotted = (number: number): string => [24, 16, 8, 0].map(shift => (number >>> shift) & 255).join('.');
