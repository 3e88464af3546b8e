import type {LibraryItem} from '../../../model/library.ts';
import type {LibvirtContext} from '../context.ts';
import {templates} from '../forms/lookup.ts';
import {chainOf, type Image} from '../look/images.ts';
import {type Offer, offersOf, partOf, placeOf} from './catalogue.ts';

/** Images and installers that guests are made of, each with those that lie upon it, and what can be fetched. */
export function libraryOf(context: LibvirtContext): readonly LibraryItem[] {
  const offers = offersOf(context.offers ?? []);
  const here = templates(context);
  return [
    ...here.map(image => itemOf(image, offers, context)),
    ...offers.filter(offer => here.every(({path}) => path !== placeOf(offer))).map(offer => absent(offer, context)),
  ];
}

/** Where its checksum is noted, once it was found true. */
export const noteOf = (path: string): string => `${path}.verified`;

/** Guests that have it somewhere below a disk of theirs, and overlays that no guest has. */
export function guestsUpon(path: string, {images, domains}: LibvirtContext): readonly string[] {
  const chains = domains.map(({name, disks}) => ({
    name,
    files: disks.flatMap(({file}) => chainOf(file, images ?? [])),
  }));
  const orphans = (images ?? []).filter(
    image => image.backing === path && chains.every(({files}) => !files.includes(image.path)),
  );
  return [
    ...chains.filter(({files}) => files.includes(path)).map(({name}) => name),
    ...orphans.map(image => image.path),
  ];
}

function itemOf({path, format, bytes}: Image, offers: readonly Offer[], context: LibvirtContext): LibraryItem {
  const offer = offers.find(each => placeOf(each) === path);
  const note = context.sums.get(path);
  return {
    kind: format === 'iso' ? 'iso' : 'image',
    name: offer?.name ?? path,
    title: offer?.title ?? path.split('/').at(-1) ?? path,
    path,
    state: 'ready',
    bytes,
    totalBytes: bytes,
    checksum: note ? `verified by ${new URL(note.source).host}` : null,
    source: offer ? 'fetch' : 'hand',
    usedBy: guestsUpon(path, context),
  };
}

const absent = (offer: Offer, {parts}: LibvirtContext): LibraryItem => ({
  kind: 'image',
  name: offer.name,
  title: offer.title,
  path: placeOf(offer),
  state: parts.has(partOf(offer)) ? 'partial' : 'absent',
  bytes: parts.get(partOf(offer)) ?? null,
  totalBytes: null,
  checksum: offer.sums === null ? null : `${offer.algorithm} of its mirror`,
  source: 'fetch',
  usedBy: [],
});
