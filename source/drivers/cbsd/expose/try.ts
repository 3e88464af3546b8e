import type {MappedForward} from '../../../model/ports.ts';
import type {Transport} from '../../../model/transport.ts';
import {shell} from '../paths.ts';

/** Tried at once; on a large host more of them are asked for guest by guest. */
const most = 256;

/** $1…: `10.0.0.11 80`. All at the same time, each for at most two seconds; those that somebody answers at are told. */
export const tryScript =
  'for t do ( set -- $t; nc -z -w 2 "$1" "$2" >/dev/null 2>&1 </dev/null && printf \'%s\\n\' "$1 $2" ) & done; wait';

/**
 * `answers` of forwards over TCP whose guest's own port was tried from the host. UDP has no connection that could be answered, and what
 * a rule for every port leads to has no one port: of these nothing becomes known.
 */
export async function tryPorts(
  forwards: readonly MappedForward[],
  transport: Transport,
): Promise<readonly MappedForward[]> {
  const place = ({guestAddress, guestPort}: MappedForward): string => `${guestAddress} ${guestPort}`;
  const isTried = ({protocol, guestPort, guestAddress}: MappedForward): boolean =>
    protocol === 'tcp' && guestPort > 0 && /^[0-9.]+$/.test(guestAddress);
  const targets = [...new Set(forwards.filter(isTried).map(place))].slice(0, most);
  if (targets.length === 0) return forwards;
  const {stdout, exitCode} = await transport.read({argv: shell(tryScript, ...targets), timeoutMs: 60_000});
  if (exitCode !== 0) return forwards;
  const tried = new Set(targets);
  const answering = new Set(stdout.split('\n'));
  return forwards.map(forward =>
    isTried(forward) && tried.has(place(forward)) ? {...forward, answers: answering.has(place(forward))} : forward,
  );
}
