import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {bareAddress} from '../../../text/address.ts';
import type {LibvirtContext} from '../context.ts';
import type {Domain} from '../look/domains.ts';
import {networkOf} from '../look/networks.ts';
import {script} from './command.ts';

/**
 * libvirt can give no lease back: it keeps the address until the lease runs out, whoever had it. What its guest would say on its
 * way out (DHCPRELEASE, RFC 2131) is said from the bridge instead. $1: bridge, $2: its address, $3: the guest's, $4: its card's.
 */
const releaseScript = [
  'if command -v perl >/dev/null; then',
  `  perl -MSocket -e '$ARGV[3] =~ tr/://d; socket(S, PF_INET, SOCK_DGRAM, 17) && setsockopt(S, SOL_SOCKET, 25, "$ARGV[0]\\0") && send(S, pack("H8x8a4x12H12x202H18a4C", "01010600", inet_aton($ARGV[2]), $ARGV[3], "638253633501073604", inet_aton($ARGV[1]), 255), 0, sockaddr_in(67, inet_aton($ARGV[1]))) || die "$!\\n"' "$@"`,
  'else',
  `  python3 -c 'import sys; from socket import *; b, h, a, m = sys.argv[1:]; s = socket(AF_INET, SOCK_DGRAM); s.setsockopt(SOL_SOCKET, 25, b.encode() + bytes(1)); s.sendto(bytes.fromhex("01010600") + bytes(8) + inet_aton(a) + bytes(12) + bytes.fromhex(m.replace(":", "")) + bytes(202) + bytes.fromhex("638253633501073604") + inet_aton(h) + bytes([255]), (h, 67))' "$@"`,
  'fi || exit 1',
  'i=0; while grep -q "\\"ip-address\\": \\"$3\\"" "/var/lib/libvirt/dnsmasq/$1.status" && [ "$i" -lt 50 ]; do sleep 0.1; i=$((i + 1)); done',
  'exit 0',
].join('\n');

type Returns = {readonly steps: readonly Step[]; readonly warnings: readonly string[]};

/** What its cards still hold of libvirt's leases, given back; a warning where nothing here could say so. */
export function giveLeasesBack(domain: Domain, {leases, networks, host, now}: LibvirtContext): Returns {
  const held = leases
    .filter(({mac, expires}) => expires > now && domain.nics.some(nic => nic.mac === mac))
    .flatMap(lease => {
      const network = networkOf(lease.address, networks);
      return network?.active ? [{...lease, network}] : [];
    });
  if (!host.tools.has('perl') && !host.tools.has('python3'))
    return {
      steps: [],
      warnings: held.map(
        ({address}) => `The lease of ${address} is held until it runs out: perl or python3 could end it.`,
      ),
    };
  return {
    steps: held.map(({mac, address, network}) =>
      run(
        `Give the lease of ${address} back`,
        script(releaseScript, [network.bridge, bareAddress(network.gateway) ?? '', address, mac]),
        {
          check: {
            id: 'lease-ended',
            target: domain.name,
            expect: {mac, address},
            says: `no lease of ${address} is held for ${domain.name}`,
          },
          seconds: 1,
        },
      ),
    ),
    warnings: [],
  };
}
