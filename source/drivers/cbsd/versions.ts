/** The versions that were read and recorded (cbsd-observed, versions in the field). */
export const testedVersions = '14.0 to 14.1';

type Change = {readonly since: readonly [major: number, minor: number, patch: number]; readonly says: string};

/** What a version brought that this driver goes by (cbsd-observed, versions in the field; cbsd-ops 7.1). */
const changes: Readonly<Record<'CBSD' | 'FreeBSD', readonly Change[]>> = {
  CBSD: [
    {since: [14, 0, 0], says: 'forwards know who may come in (fromips), and a stop takes their rules away'},
    {
      since: [15, 0, 5],
      says: 'initenv inter=0 ends with an error; this program never calls it without a file of answers',
    },
  ],
  FreeBSD: [
    {since: [15, 0, 0], says: "it ships no dialog, so CBSD's own menus (-tui) need a package"},
    {since: [15, 0, 0], says: 'CBSD takes its base from the snapshots of 15.0-CURRENT'},
  ],
};

/** `14.1.3a` as numbers; missing parts are 0. `14.1-RELEASE-p5` is 14.1. */
export const readVersion = (version: string): readonly number[] =>
  version.split('.').map(part => Number.parseInt(part, 10) || 0);

/** True when every part up to the first that differs is as high; letters behind a number do not count. */
export const isAtLeast = (version: readonly number[], since: readonly number[]): boolean => {
  const first = since.findIndex((part, index) => part !== (version[index] ?? 0));
  return first < 0 || (version[first] ?? 0) > (since[first] ?? 0);
};

/** What changed for us from one version to another, each a sentence; nothing for a step back. */
export const newsBetween = (product: keyof typeof changes, from: string, to: string): readonly string[] =>
  changes[product]
    .filter(({since}) => isAtLeast(readVersion(to), since) && !isAtLeast(readVersion(from), since))
    .map(({since, says}) => `new since ${since.join('.').replace(/^(\d+\.\d+)\.0$/, '$1')}: ${says}`);
