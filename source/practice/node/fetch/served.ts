import {profilesOnOffer} from '../profiles/write.ts';

/** What the practice mirrors hold under a file's name: its size and its checksum, as the shipped profiles tell them. */
export type Served = {readonly bytes: number; readonly sha256: string; readonly extracted: number};

const baseBytes: Readonly<Record<string, number>> = {
  '13.3': 190_812_000,
  '13.4': 191_524_000,
  '14.0': 199_084_000,
  '14.1': 200_215_000,
  '15.0': 214_530_000,
};

/** A base's size, or null where no mirror has that release. */
export const servedBase = (version: string): number | null =>
  baseBytes[/^15(\.|$)/.test(version) ? '15.0' : version] ?? null;

let images: ReadonlyMap<string, Served> | undefined;

export const servedImage = (file: string): Served | null => {
  images ??= new Map(profilesOnOffer());
  return images.get(file) ?? null;
};
