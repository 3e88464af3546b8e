import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {readSections, shell} from '../../../text/sections.ts';
import {unknown, verdict} from '../verdict.ts';
import {firewallsScript, readFirewalls} from './firewalls.ts';
import {isShutByIptables, isShutByNft, needOf} from './needs.ts';

/** `passes` and its contrary `kept-out`: whether iptables, or every chain of nft's, lets a kind of packet pass at a bridge. */
export async function checkPassage({id, target, expect}: Check, transport: Transport): Promise<Verdict> {
  const {stdout} = await transport.read({argv: shell(firewallsScript)});
  const sections = readSections(stdout);
  const found = readFirewalls(name => sections.get(name) ?? '');
  const need = needOf(target, expect.need ?? '');
  if (!need || (found.rules.length === 0 && found.closed === null)) return unknown('the firewall could not be read');
  const isOut = (expect.by === 'nft' ? isShutByNft : isShutByIptables)(found, need, target);
  return verdict(isOut === (id === 'kept-out'), `${need.what} ${isOut ? 'are kept out' : 'pass'} at ${target}`);
}

/** `zoned` and its contrary `unzoned`: in firewalld's zone libvirt, now or from every start on. */
export async function checkZone({id, target, expect}: Check, transport: Transport): Promise<Verdict> {
  const lasting = expect.lasting ? [expect.lasting] : [];
  const {stdout, stderr} = await transport.read({
    argv: ['firewall-cmd', ...lasting, `--get-zone-of-interface=${target}`],
  });
  if (!/^(no zone|\w+)$/m.test(`${stdout}${stderr}`.trim()))
    return unknown(`firewalld could not be asked: ${stderr.trim()}`);
  return verdict((stdout.trim() === 'libvirt') === (id === 'zoned'), `${target} is in ${stdout.trim() || 'no'} zone`);
}
