/** What guests are made of: a jail's base, an installer's medium, a cloud image. */
export type LibraryItem = {
  readonly kind: 'base' | 'iso' | 'image';
  /** What actions take: a base's version, a VM profile's name. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** `partial`: a download that was cut off, or that runs; `unusable`: it is there and lost its files, or is being changed. */
  readonly state: 'ready' | 'partial' | 'absent' | 'unusable';
  /** Bytes on the disk; null: nobody counted. */
  readonly bytes: number | null;
  /** Bytes to fetch; null: not known before. */
  readonly totalBytes: number | null;
  /** What its checksum is known by, in words; null: there is none to hold it against. */
  readonly checksum: string | null;
  /** `fetch`: by an action; `start`: by the first start of a guest; `hand`: by the operator alone. */
  readonly source: 'fetch' | 'start' | 'hand';
  readonly usedBy: readonly string[];
};

export const libraryKinds: Readonly<Record<LibraryItem['kind'], string>> = {
  base: 'base',
  iso: 'installer',
  image: 'cloud image',
};

const ranks: readonly LibraryItem['state'][] = ['unusable', 'partial', 'ready', 'absent'];

/** What is wrong first, then what can be used now, then what would have to be fetched. */
export const byReadiness = (one: LibraryItem, other: LibraryItem): number =>
  ranks.indexOf(one.state) - ranks.indexOf(other.state);
