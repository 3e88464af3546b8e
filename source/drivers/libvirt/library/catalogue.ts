import {imagesFolder} from '../paths.ts';

/** An image that can be fetched. `sums`: a list of checksums that its mirror keeps beside it. */
export type Offer = {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly sums: string | null;
  readonly algorithm: 'sha256' | 'sha512';
};

type Row = readonly [name: string, title: string, folder: string, file: string, sums: string, algorithm?: 'sha512'];

const debian = 'https://cloud.debian.org/images/cloud';
const ubuntu = 'https://cloud-images.ubuntu.com';
const fedora = 'https://download.fedoraproject.org/pub/fedora/linux/releases';
const rocky = 'https://download.rockylinux.org/pub/rocky';
const alma = 'https://repo.almalinux.org/almalinux';
const alpine = 'https://dl-cdn.alpinelinux.org/alpine';
const freebsd = 'https://download.freebsd.org/releases/VM-IMAGES';

/**
 * Images for the cloud, each as its project publishes it, with the list of checksums beside it. Debian, Ubuntu, Rocky and AlmaLinux keep
 * the newest build under one address; the others name it, and move it away once its release is no longer cared for.
 */
const rows: readonly Row[] = [
  ['debian-12', 'Debian 12', `${debian}/bookworm/latest`, 'debian-12-genericcloud-amd64.qcow2', 'SHA512SUMS', 'sha512'],
  ['debian-13', 'Debian 13', `${debian}/trixie/latest`, 'debian-13-genericcloud-amd64.qcow2', 'SHA512SUMS', 'sha512'],
  ['ubuntu-22.04', 'Ubuntu 22.04 LTS', `${ubuntu}/jammy/current`, 'jammy-server-cloudimg-amd64.img', 'SHA256SUMS'],
  ['ubuntu-24.04', 'Ubuntu 24.04 LTS', `${ubuntu}/noble/current`, 'noble-server-cloudimg-amd64.img', 'SHA256SUMS'],
  [
    'fedora-44',
    'Fedora 44',
    `${fedora}/44/Cloud/x86_64/images`,
    'Fedora-Cloud-Base-Generic-44-1.7.x86_64.qcow2',
    'Fedora-Cloud-44-1.7-x86_64-CHECKSUM',
  ],
  ['rocky-9', 'Rocky Linux 9', `${rocky}/9/images/x86_64`, 'Rocky-9-GenericCloud-Base.latest.x86_64.qcow2', 'CHECKSUM'],
  [
    'alma-9',
    'AlmaLinux 9',
    `${alma}/9/cloud/x86_64/images`,
    'AlmaLinux-9-GenericCloud-latest.x86_64.qcow2',
    'CHECKSUM',
  ],
  [
    'alpine-3.23',
    'Alpine Linux 3.23',
    `${alpine}/v3.23/releases/cloud`,
    'nocloud_alpine-3.23.4-x86_64-bios-cloudinit-r0.qcow2',
    'nocloud_alpine-3.23.4-x86_64-bios-cloudinit-r0.qcow2.sha512',
    'sha512',
  ],
  [
    'freebsd-15.1',
    'FreeBSD 15.1',
    `${freebsd}/15.1-RELEASE/amd64/Latest`,
    'FreeBSD-15.1-RELEASE-amd64-BASIC-CLOUDINIT-ufs.qcow2.xz',
    'CHECKSUM.SHA256',
  ],
];

export const published: readonly Offer[] = rows.map(
  ([name, title, folder, file, sums, algorithm]): Offer => ({
    name,
    title,
    url: `${folder}/${file}`,
    sums: `${folder}/${sums}`,
    algorithm: algorithm ?? 'sha256',
  }),
);

type Addressed = Pick<Offer, 'url'>;

export const fileOf = ({url}: Addressed): string => url.split('/').at(-1) ?? '';

/** Where it lies once it is here. */
export const placeOf = (offer: Addressed): string => `${imagesFolder}/${fileOf(offer).replace(/\.xz$/, '')}`;

/** Where it lies until it is whole; a later attempt goes on with it. */
export const partOf = (offer: Addressed): string => `${imagesFolder}/${fileOf(offer)}.part`;

/** The host's own list: rows of this shape, one of a known name instead of it; null: it is there and cannot be read. */
export function readOwn(text: string): readonly Offer[] | null {
  if (text.trim() === '') return [];
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.flatMap(each => offerIn(each) ?? []) : null;
  } catch {
    return null;
  }
}

function offerIn(row: unknown): Offer | null {
  const {name, title, url, sums = null, algorithm = 'sha256'} = (row ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(name)) return null;
  if (typeof url !== 'string' || !isUrl(url)) return null;
  if (sums !== null && (typeof sums !== 'string' || !isUrl(sums))) return null;
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return null;
  return {name, title: typeof title === 'string' ? title : name, url, sums, algorithm};
}

/** Nothing in it means anything to a shell or ends a line; curl reads it literally (`-g`). */
export const isUrl = (text: string): boolean =>
  /^(https?|ftp):\/\/[A-Za-z0-9][A-Za-z0-9._:-]*\/[A-Za-z0-9._~/%+,@=:-]+$/.test(text);

export const offersOf = (own: readonly Offer[]): readonly Offer[] => [
  ...own,
  ...published.filter(({name}) => own.every(each => each.name !== name)),
];
