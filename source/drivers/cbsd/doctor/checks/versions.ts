/** The versions that were read and recorded (cbsd-observed, versions in the field). */
export const testedVersions = '14.0 to 14.1';

type Change = {readonly since: readonly [major: number, minor: number, patch: number]; readonly says: string};

/** What a version brought that this driver goes by. */
const changes: readonly Change[] = [
  {since: [14, 0, 0], says: 'forwards know who may come in (fromips), and a stop takes their rules away'},
  {since: [15, 0, 0], says: "FreeBSD 15 ships no dialog, so CBSD's own menus need a package"},
  {since: [15, 0, 5], says: 'initenv inter=0 ends with an error; this program gives it a file of answers'},
];

/** `14.1.3a` as numbers; missing parts are 0. */
export const readVersion = (version: string): readonly number[] =>
  version.split('.').map(part => Number.parseInt(part, 10) || 0);

const isAtLeast = (version: readonly number[], since: Change['since']): boolean => {
  const first = since.findIndex((part, index) => part !== (version[index] ?? 0));
  return first < 0 || (version[first] ?? 0) > (since[first] ?? 0);
};

/** What changed for us from one version to another, each a sentence; nothing for a step back. */
export const newsBetween = (from: string, to: string): readonly string[] =>
  changes
    .filter(({since}) => isAtLeast(readVersion(to), since) && !isAtLeast(readVersion(from), since))
    .map(({since, says}) => `new since ${since.join('.')}: ${says}`);
