import {parseAddress} from '../../../text/address.ts';
import type {Seed} from './copy-facts.ts';

/**
 * A cloud-init seed for a copy. bclone leaves the source's: its instance-id, host name and static address (cbsd-observed,
 * clone seeds); bstart builds the image of these files anew, so what is changed before the first start counts. The
 * third file, user-data, holds accounts and their secrets and is left as it is.
 */
export type NewSeed = {
  readonly name: string;
  readonly hostname: string;
  readonly oldHostname: string;
  /** Old address to new one, both without prefix. */
  readonly addresses: ReadonlyMap<string, string>;
};

export const instanceIdOf = (seed: Seed): string | null =>
  /^instance-id:\s*(\S+)\s*$/m.exec(seed.metaData)?.[1] ?? null;

export const metaDataFor = (seed: Seed, wish: NewSeed): string =>
  seed.metaData
    .replace(/^instance-id:.*$/m, `instance-id: ${wish.name}`)
    .replace(/^local-hostname:.*$/m, `local-hostname: ${wish.hostname}`);

export const networkConfigFor = (seed: Seed, {addresses, oldHostname, hostname}: NewSeed): string =>
  withHostname(
    seed.networkConfig.replace(tokens, word => addresses.get(parseAddress(word)?.text ?? '') ?? word),
    oldHostname,
    hostname,
  );

/** Every address that stands in the text, in one spelling. */
export const addressesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(tokens)].flatMap(([word]) => parseAddress(word)?.text ?? []));

const tokens = /[0-9a-fA-F:.]*[.:][0-9a-fA-F:.]+/g;

const withHostname = (text: string, old: string, fresh: string): string =>
  old === ''
    ? text
    : text.replace(new RegExp(`(?<![\\w.-])${old.replaceAll('.', '\\.')}(?![\\w.-])`, 'g'), () => fresh);
