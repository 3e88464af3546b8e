import type {Call} from '../../call.ts';
import type {Served} from './served.ts';

/** Compares what the profile expects with what the practice mirrors hold, where the whole file is there; `0` skips the check. */
export const checkSum = (call: Call, file: string, wanted: string, served: Served): boolean => {
  const {n0, n1, n2, w1} = call.paint;
  const more = 'https://www.bsdstore.ru/en/cbsd_fetch.html';
  if (wanted === '' || wanted === '0') {
    call.say(`${w1}Check CRC sum skipped due to settings. ${n1}See more: ${n2}${more}${n0}`);
    return true;
  }
  call.out(`${n1}Checking CRC sum: ${n2}${wanted}${n1}...${n0}`);
  if (!call.world.exists(file)) return true;
  if (call.world.size(file) === served.bytes && wanted === served.sha256) {
    call.say(`${n2}Passed${n0}`);
    return true;
  }
  call.say(`${n1}Invalid CRC: ${n2}${served.sha256}${n0}`);
  call.say(`${n1}See more details about CRC: ${n2}${more}${n0}`);
  return false;
};
