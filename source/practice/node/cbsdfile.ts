import type {Call} from '../call.ts';

/**
 * A CBSDfile in the caller's folder changes what commands do: it is told on stderr, and only the guests that it declares are
 * known (cbsd-observed, trap 7). True when `guest` may be worked on; there is no file in most folders.
 */
export const allowedByCbsdfile = (call: Call, guest: string): boolean => {
  const {n0, n1, n2} = call.paint;
  const path = `${call.env.CBSD_PWD || call.cwd}/CBSDfile`.replace('//', '/');
  const text = call.world.read(path);
  if (text === null) return true;
  if (!call.env.CBSDFILE_RECURSIVE) call.err(`${n1}found CBSDfile: ${n2}${path}${n0}\n`);
  const declared = [...text.matchAll(/^(?:jail|bhyve)_([a-zA-Z0-9_@%:][-a-zA-Z0-9_@%:]*)\(\)$/gm)].map(each => each[1]);
  return guest === '' || declared.includes(guest);
};
