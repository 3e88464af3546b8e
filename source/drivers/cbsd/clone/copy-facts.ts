/** What a copy needs to know of the guests' files beyond the databases; read for all guests at once. */
export type CopyFacts = {
  readonly datasets: readonly Dataset[];
  /** Every snapshot of the node, the oldest of a dataset first; absent: nobody looked. */
  readonly snapshots?: readonly Snapshot[];
  /** cloud-init files by guest: the text of each file that a copy has to change. */
  readonly seeds: ReadonlyMap<string, Seed>;
  /** Lines of the guest's own fstab (fstab.local), by guest. */
  readonly mounts: ReadonlyMap<string, readonly string[]>;
  /** Executable files of the guest's hook folders (`master_prestart.d/x`), by guest. */
  readonly hooks: ReadonlyMap<string, readonly string[]>;
  /** Without ZFS CBSD copies by rsync, and says "ok" where there is none (cbsd-observed, trap 9). */
  readonly rsync: boolean;
  /** What the node's own jclone.conf and bclone.conf set, by `FILE KEY` (`site.ts`). */
  readonly site?: ReadonlyMap<string, string>;
  /** Guests as files, in W: `export/web1.img`, `import/web1.img`; absent: nobody looked. */
  readonly images?: readonly string[];
};

export type Dataset = {
  readonly name: string;
  readonly mountpoint: string;
  /** The snapshot that it was cloned from; empty: it stands alone. */
  readonly origin: string;
  readonly bytes: number | null;
};

export type Snapshot = {
  readonly dataset: string;
  readonly name: string;
  /** Seconds since the epoch; null: it could not be read. */
  readonly takenAt: number | null;
  /** What would come free without it. */
  readonly bytes: number | null;
  /** CBSD's own mark: it touches no other (cbsd-ops 5.6). */
  readonly marked: boolean;
};

export type Seed = {
  readonly metaData: string;
  readonly networkConfig: string;
  /** Lines of its user-data that give the system a name or keys, whatever the other two files say. */
  readonly insists?: readonly string[];
};
