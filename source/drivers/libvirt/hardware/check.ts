import {settingsOf} from '../look/domains.ts';
import {type Judge, unknown, verdict} from '../verdict.ts';

/** What is said of disks and cards. What was plugged in while it runs has to be there now and from its next start on. */
export const hardwareJudges: Readonly<Record<string, Judge>> = {
  'disk-there': ({target, expect}, {xml, live}) => {
    const has = [xml, live].every(each => settingsOf(each).disks.some(({file}) => file === expect.file));
    return verdict(has, `${target} ${has ? 'has' : 'does not have'} ${expect.file}`);
  },
  'disk-gone': ({target, expect}, {xml, live}) => {
    const has = [xml, live].some(each => settingsOf(each).disks.some(({file}) => file === expect.file));
    return verdict(!has, `${target} ${has ? 'has' : 'does not have'} ${expect.file}`);
  },
  'disk-size': ({expect}, {files}) => {
    const size = files.find(({filename}) => filename === expect.file)?.['virtual-size'];
    return size === undefined
      ? unknown(`the size of ${expect.file} could not be read`)
      : verdict(String(size) === expect.bytes, `${expect.file} is ${size} bytes large`);
  },
  'nic-there': ({target, expect}, {xml, live}) => {
    const has = [xml, live].every(each => settingsOf(each).nics.some(({mac}) => mac === expect.mac));
    return verdict(has, `${target} ${has ? 'has' : 'does not have'} the card ${expect.mac}`);
  },
  'nic-set': ({target, expect}, {xml}) => {
    const nic = settingsOf(xml).nics.find(({mac}) => mac === expect.mac);
    if (!nic) return verdict(false, `${target} does not have the card ${expect.mac}`);
    const network = nic.network === '' ? `bridge:${nic.bridge}` : `network:${nic.network}`;
    return verdict(
      network === expect.network && nic.model === expect.model,
      `it is a ${nic.model} on ${network.replace(':', ' ')}`,
    );
  },
  'nic-gone': ({target, expect}, {xml, live}) => {
    const has = [xml, live].some(each => settingsOf(each).nics.some(({mac}) => mac === expect.mac));
    return verdict(!has, `${target} ${has ? 'has' : 'does not have'} the card ${expect.mac}`);
  },
};
