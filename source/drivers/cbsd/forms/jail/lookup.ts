import type {Get} from '../../../../model/form.ts';
import type {CbsdContext} from '../../context.ts';
import type {JailProfile} from '../../profiles/profile.ts';
import type {Lookup} from '../row.ts';

export const jailProfileOf = (get: Get, context: CbsdContext): JailProfile | undefined =>
  context.jailProfiles.find(profile => profile.name === get('profile'));

/** Profiles can switch a field off: Linux ones do so with eight (`tui_ver_enable=0`, …). */
export const enabled =
  (key: string) =>
  (get: Get, context: CbsdContext): boolean =>
    jailProfileOf(get, context)?.values.get(key)?.value !== '0';

export const fromJailProfile: Lookup = (id, get, context) => {
  const found = jailProfileOf(get, context)?.values.get(id);
  return found?.value === '' ? undefined : found;
};
