import type {Call, Steps} from '../call.ts';
import {paths} from '../host.ts';
import {mirrorsOf} from '../node/fetch/repo.ts';
import type {Settings} from './settings.ts';

export const baseFolderOf = (settings: Settings): string => {
  const arch = settings.arch ?? '';
  const name =
    settings.basename === undefined || settings.basename === '' || settings.basename === '0'
      ? ''
      : `${settings.basename}_`;
  return `${paths.basejail}/base_${name}${arch}_${settings.target_arch ?? arch}_${settings.ver}`;
};

const isThere = (call: Call, settings: Settings): boolean => call.world.exists(`${baseFolderOf(settings)}/bin/sh`);

/**
 * Before anything is made the base must lie there. Without a terminal its choice of sources fails at once;
 * told to ask nothing it fetches (cbsd-create 2.5). 0: there is a base now.
 */
export function* needBase(call: Call, settings: Settings): Steps {
  if (settings.ver === 'empty' || isThere(call, settings)) return 0;
  const {n0, n1, n2} = call.paint;
  const folder = baseFolderOf(settings);
  call.say(`${n1}no base dir in: ${n2}${folder}${n0}`);
  const inter = call.inter && settings.inter !== '0';
  if (inter) call.say(`${n1}Select base sources:${n0}`);
  else {
    const {arch = '', ver = '', platform = 'FreeBSD'} = settings;
    const target = settings.target_arch ?? arch;
    call.say(`${n1}config-based sources: ${n2}${mirrorsOf({platform, arch, target, ver, name: ''})}${n0}`);
    yield* call.run('repo', [
      'action=get',
      'sources=base',
      `arch=${arch}`,
      `ver=${ver}`,
      `platform=${platform}`,
      'inter=0',
    ]);
    if (isThere(call, settings)) return 0;
  }
  call.say('select_getbase: no valid source');
  call.say(`${n1}No base data on: ${n2}${folder}${n0}`);
  return 1;
}
