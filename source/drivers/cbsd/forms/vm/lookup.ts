import type {Default, Get} from '../../../../model/form.ts';
import {sizeText} from '../../../../text/units.ts';
import type {CbsdContext, VmPackage} from '../../context.ts';
import {profileValue, type VmProfile} from '../../profiles/profile.ts';
import type {Lookup} from '../row.ts';

export function vmProfileOf(get: Get, context: CbsdContext): VmProfile | undefined {
  const named = context.vmProfiles.filter(each => each.name === get('vm_os_profile'));
  return named.find(each => each.broken === null) ?? named[0];
}

export const isCloud = (get: Get, context: CbsdContext): boolean => vmProfileOf(get, context)?.cloud ?? false;

export const fromVmProfile: Lookup = (id, get, context) => {
  const values = vmProfileOf(get, context)?.values;
  const found = values?.get(id) ?? values?.get(`default_${id}`);
  return found?.value === '' ? undefined : found;
};

export const profilePackage = (get: Get, context: CbsdContext): string => {
  const name = profileValue(vmProfileOf(get, context), 'vm_package') || 'small1';
  return context.packages.some(each => each.name === name) ? name : '';
};

/** A package that the operator chose beats the profile; the profile beats the package that it names itself. */
export const sized =
  (id: string, key: Exclude<keyof VmPackage, 'name'>, otherwise: string) =>
  (get: Get, context: CbsdContext): Default => {
    const chosen = context.packages.find(each => each.name === get('vm_package'));
    const given = fromVmProfile(id, get, context);
    if (given && get('vm_package') === profilePackage(get, context))
      return {value: withUnit(id, given.value), origin: given.origin};
    if (chosen) return {value: withUnit(id, chosen[key]), origin: `package ${chosen.name}`};
    return given ? {value: withUnit(id, given.value), origin: given.origin} : {value: otherwise, origin: 'CBSD'};
  };

const withUnit = (id: string, value: string): string =>
  id !== 'vm_cpus' && /^\d{1,15}$/.test(value) ? sizeText(Number(value)) : value;
