import {section} from '../../../text/sections.ts';
import {domainsScript, hostScript, probeScript} from '../look/scripts.ts';
import {firewallsScript} from './firewalls.ts';

/** Everything that a look at the host tells, and what stands around it; one command, and a read. */
export const doctorScript = [
  probeScript.replace(/\nexit 0$/, ''),
  section('system'),
  '[ -r /etc/os-release ] && cat /etc/os-release',
  section('managers'),
  'for t in apt-get dnf; do command -v "$t" >/dev/null && printf "%s\\n" "$t"; done',
  section('programs'),
  'for t in virsh qemu-img cloud-localds xorrisofs nft ss ip dnsmasq iptables; do command -v "$t" >/dev/null && printf "%s\\n" "$t"; done',
  firewallsScript,
  section('confinement'),
  'case $(getenforce 2>/dev/null) in Enforcing) echo SELinux;; esac; case $(cat /sys/module/apparmor/parameters/enabled 2>/dev/null) in Y) echo AppArmor;; esac',
  section('forwarding'),
  'cat /proc/sys/net/ipv4/ip_forward; [ -e /etc/sysctl.d/60-construct-tui.conf ] && echo kept',
  section('members'),
  'getent group libvirt',
  domainsScript,
  hostScript,
].join('\n');
