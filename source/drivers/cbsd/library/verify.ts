import type {Plan, Step} from '../../../model/plan.ts';
import {shell} from '../paths.ts';
import {patience, run} from '../plans/command.ts';
import {refuse} from '../plans/finish.ts';
import type {VmProfile} from '../profiles/profile.ts';
import {checksumOf, isUnpacked, mirrorsOf} from './items.ts';

type Draft = Partial<Pick<Plan, 'steps' | 'warnings' | 'refusals' | 'success'>>;

/** `$1`: a file, `$2`: its sha256. Looks and says; nothing is changed. */
const sumScript =
  's=$(sha256 -q "$1") || exit 3; [ "$s" = "$2" ] && { echo "as the profile says: $s"; exit 0; }; echo "it is $s"; echo "and should be $2"; exit 1';

/** `$1`: a base's folder. What each jail needs of it, and every one of them that is missing. */
const wholeScript =
  'c=0; for f in bin/sh sbin/init libexec/ld-elf.so.1 etc/master.passwd etc/rc usr/bin/login; do [ -e "$1/$f" ] || { echo "missing: $1/$f"; c=1; }; done; exit $c';

/** `$1`…: addresses. How large the file is there; 1 when nobody has it. */
const mirrorsScript =
  'c=1; for u do if s=$(fetch -s -T 20 "$u" 2>&1); then echo "$u: $s bytes"; c=0; else echo "$u: no answer, or no such file"; fi; done; exit $c';

export const isWhole = (path: string): Step =>
  run(
    'Look whether it has what every jail needs',
    {argv: shell(wholeScript, path)},
    {check: null, undo: [], seconds: 1},
  );

/** An image that is here: by the profile's sum, where that is of this very file. */
export function compareSum(profile: VmProfile, path: string): Draft {
  const sum = checksumOf(profile);
  const cannot =
    sum === null
      ? 'the profile knows no checksum'
      : isUnpacked(profile)
        ? 'the profile knows the checksum of the archive, which was unpacked and is gone'
        : null;
  if (sum === null || cannot !== null)
    return {refusals: [refuse('unsupported', 'profile', `Not verified: ${cannot}.`)]};
  return {
    steps: [
      run(
        'Compare its SHA-256 with the profile’s',
        {argv: shell(sumScript, path, sum), timeoutMs: patience.create},
        {check: null, undo: [], seconds: 20},
      ),
    ],
    success: 'its checksum is the profile’s',
  };
}

/** One that is not here: whether anybody would give it. */
export function askMirrors(profile: VmProfile): Draft {
  const mirrors = mirrorsOf(profile);
  if (mirrors.length === 0)
    return {refusals: [refuse('unsupported', 'profile', 'It is not here, and its profile names no mirror.')]};
  return {
    steps: [
      run(
        `Ask ${mirrors.length === 1 ? 'its mirror' : `its ${mirrors.length} mirrors`} for it`,
        {argv: shell(mirrorsScript, ...mirrors), timeoutMs: patience.start},
        {check: null, undo: [], seconds: 10},
      ),
    ],
    warnings: ['It is not here: its mirrors are asked, nothing is fetched.'],
    success: 'it can be fetched',
  };
}
