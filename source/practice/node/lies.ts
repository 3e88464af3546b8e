import type {Call} from '../call.ts';
import {baseFolder, baseOf} from './fetch/base-folder.ts';

/** What commands say when they were told to lie: all the words of success, and nothing done. */

export const lieAboutDoor = (call: Call): void => {
  const {n0, n1, n2} = call.paint;
  const [host, guest] = [call.get('in') || call.get('out'), call.get('out') || call.get('in')];
  const ports = `${host} -> ${guest} (${call.get('proto') || 'tcp'})`;
  if (call.get('mode') === 'add')
    call.say(
      `${n1}CBSD Expose for ${call.get('jname')}: ${n2}${ports}${n0} from IPs (${call.get('fromips') || 'any'})${n0}`,
    );
  lieAboutNat(call);
};

export const lieAboutNat = (call: Call): void =>
  call.say(`${call.paint.n1}CBSD: Enable IP forwarding for NAT service${call.paint.n0}`);

export const lieAboutBase = (call: Call): void => {
  const {n0, n1, n2} = call.paint;
  call.say(`${n1}Bases registered: ${n2}${baseFolder(baseOf(call))}${n0}`);
  call.say(`${n1}Done...${n0}`);
};

export const lieAboutImage = (call: Call): void => {
  const {n0, n1, n2} = call.paint;
  call.say(`${n1}Processed ISO size: ${n2}1g${n0}`);
};

export const lieAboutMedium = (call: Call): void => {
  if (call.get('mode') === 'register') call.err(`${call.paint.n1}Updated${call.paint.n0}\n`);
};
