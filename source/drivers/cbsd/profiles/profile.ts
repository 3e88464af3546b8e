/** Where a value was read: the profile's own file, CBSD's shipped defaults, or the node's `etc/` over them. */
export type ValueOrigin = 'profile' | 'CBSD' | 'node';

export type ProfileValue = {readonly value: string; readonly origin: ValueOrigin};

type Profile = {
  /** What `vm_os_profile=` or `profile=` takes. */
  readonly name: string;
  readonly title: string;
  /** The file's absolute path; the node's own beats the shipped one. */
  readonly file: string;
  readonly values: ReadonlyMap<string, ProfileValue>;
  /** Why it is shown and not offered, a sentence; null: it works. */
  readonly broken: string | null;
};

export type JailProfile = Profile & {readonly platform: string};

export type VmProfile = Profile & {readonly osType: string; readonly cloud: boolean};

/** Facts that profile texts refer to or are judged by. */
export type ProfileHost = {
  readonly workdir: string;
  readonly distdir: string;
  readonly arch: string;
  /** Directories known to exist under distdir/share; null when nobody looked. */
  readonly skeletons: ReadonlySet<string> | null;
};

export const profileValue = (profile: Profile | undefined, key: string): string =>
  profile?.values.get(key)?.value ?? '';
