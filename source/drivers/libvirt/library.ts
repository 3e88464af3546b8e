import type {LibraryItem} from '../../model/library.ts';
import type {LibvirtContext} from './context.ts';
import {templates} from './forms/lookup.ts';
import {ownerOf} from './plans/destroy.ts';

/** Images and installers that guests are made of, each with those that lie upon it. */
export const libraryOf = (context: LibvirtContext): readonly LibraryItem[] =>
  templates(context).map(({path, format, bytes}) => ({
    kind: format === 'iso' ? 'iso' : 'image',
    name: path,
    title: path.split('/').at(-1) ?? path,
    path,
    state: 'ready',
    bytes,
    totalBytes: bytes,
    checksum: null,
    source: 'hand',
    usedBy: (context.images ?? [])
      .filter(({backing}) => backing === path)
      .map(image => ownerOf(image.path, context.domains)),
  }));
