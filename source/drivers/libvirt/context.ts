import type {Operator} from '../../model/driver.ts';
import type {LiveRule, MappedForward} from '../../model/ports.ts';
import type {Door} from './expose/doors.ts';
import type {Offer} from './library/catalogue.ts';
import type {Domain} from './look/domains.ts';
import type {HostFacts} from './look/host.ts';
import type {Image} from './look/images.ts';
import type {Lease, Network} from './look/networks.ts';

/** What forms and plans know of a host: read once, by the inspection; everything made from it is pure. */
export type LibvirtContext = {
  readonly host: HostFacts;
  readonly domains: readonly Domain[];
  readonly networks: readonly Network[];
  readonly leases: readonly Lease[];
  /** null: the folder of images could not be read. */
  readonly images: readonly Image[] | null;
  /** Folders of images that can be read, with a `/` at their ends, and every file in them that is there. */
  readonly there: ReadonlySet<string>;
  /** Images of the host's own list; null: it cannot be read. */
  readonly offers: readonly Offer[] | null;
  /** Checksums that were found true when an image was fetched, by its path, with the list that said so. */
  readonly sums: ReadonlyMap<string, {readonly sum: string; readonly source: string}>;
  /** Downloads that are not whole, with their bytes. */
  readonly parts: ReadonlyMap<string, number>;
  /** The folders of ours that are there. */
  readonly folders: ReadonlySet<string>;
  readonly doors: Doors;
  readonly operator: Operator;
  /** Milliseconds since the epoch: a lease counts as long as it is held. */
  readonly now: number;
};

export type Doors = {
  readonly stored: readonly Door[];
  /** null: nft could not be asked. */
  readonly live: readonly LiveRule[] | null;
  /** /etc/construct-tui/expose.nft is there. */
  readonly isSetUp: boolean;
  /** Lines of /etc/construct-tui by file, as they stand. */
  readonly files: ReadonlyMap<string, string>;
  readonly map: readonly MappedForward[];
};

/** `VM web1 (running)` */
export const domainInWords = ({name, state, reason}: Domain): string =>
  `VM ${name} (${state === 'running' || state === 'stopped' ? state : reason || state})`;
