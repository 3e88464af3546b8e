/** The practice node: the one that CBSD was recorded on. */
export const host = {
  nodename: 'lab.example.net',
  nodeip: '192.0.2.10',
  nic: 'em0',
  gateway: '192.0.2.1',
  pool: '10.0.0.0/24',
  version: '14.1.3a',
  release: '14.1-RELEASE-p5',
  ver: '14.1',
  arch: 'amd64',
  workdir: '/usr/jails',
  distdir: '/usr/local/cbsd',
  cpus: 8,
  memoryBytes: 34_228_690_944,
  memoryFreeBytes: 32_212_254_720,
  diskBytes: 536_870_912_000,
} as const;

const W = host.workdir;

export const paths = {
  db: `${W}/var/db`,
  system: `${W}/jails-system`,
  data: `${W}/jails-data`,
  jails: `${W}/jails`,
  fstab: `${W}/jails-fstab`,
  rcconf: `${W}/jails-rcconf`,
  basejail: `${W}/basejail`,
  iso: `${W}/src/iso`,
  tmp: `${W}/tmp`,
  ftmp: `${W}/ftmp`,
  etc: `${W}/etc`,
} as const;
