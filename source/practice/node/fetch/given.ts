import type {World} from '../../world.ts';

/** Files that a practice mirror gave are holes; what they would hold is noted by its digest, as long as they have their size. */
const note = (path: string): string => `/var/run/practice-given/${encodeURIComponent(path)}`;

export const noteGiven = (world: World, path: string, sha256: string): void => {
  world.makeFolder('/var/run/practice-given');
  world.write(note(path), `${sha256} ${world.size(path)}`);
};

/** The digest of a file that a mirror gave; null: it is none, or it was changed since. */
export const givenDigest = (world: World, path: string): string | null => {
  const [sha256, bytes] = (world.read(note(path)) ?? '').split(' ');
  return sha256 && Number(bytes) === world.size(path) ? sha256 : null;
};

const isNamed = (world: World, file: string, url: string): boolean =>
  (world.read(file) ?? '').split('\n').some(word => word !== '' && url.includes(word));

/** Mirrors that give other bytes than they should: words of their addresses in `practice-bad-mirrors`, one a line. */
export const isBadMirror = (world: World, url: string): boolean => isNamed(world, '/var/run/practice-bad-mirrors', url);

/** Mirrors whose connections break halfway, every time: words in `practice-cutting-mirrors`. */
export const isCuttingMirror = (world: World, url: string): boolean =>
  isNamed(world, '/var/run/practice-cutting-mirrors', url);

/** Mirrors that take their time once the first bytes have come: words in `practice-slow-mirrors`. */
export const isSlowMirror = (world: World, url: string): boolean =>
  isNamed(world, '/var/run/practice-slow-mirrors', url);
