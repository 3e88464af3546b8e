import type {Guard} from './plan.ts';

/** What a plan says of the change in it that could cut its operator off. */
export const guardInWords = ({first, last, seconds, says}: Guard): string => {
  const which =
    first === last ? `Step ${first + 1} could cut you off` : `Steps ${first + 1} to ${last + 1} could cut you off`;
  return `${which}: unless you confirm it from a new login within ${seconds} s, ${says} goes back to what it was, also when this program is gone or the host starts anew`;
};
