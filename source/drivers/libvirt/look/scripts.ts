import {section} from '../../../text/sections.ts';
import {connection, doorsFolder, exposeFile, guestsFolder, imagesFolder, ownImages} from '../paths.ts';

/**
 * The constant sh texts by which a host is read. libvirt translates its output, so the language is set first. The XML of
 * all domains is read from libvirt's own files: `dumpxml` costs 15 ms a domain as a process of its own (libvirt, 4).
 */
const language = 'export LC_ALL=C.UTF-8';
const virsh = `virsh -q -c ${connection}`;
const signs = "rs=$(printf '\\036') nl='\n'";
/** A failing command of a batch does not stop it, so its parts are told apart by lines of their own; a quiet echo ends none. */
const mark = (name: string): string => `echo '\${rs}${name}\${nl}'`;

/** Names of files by the shell itself: a process costs more than all that it would do. */
const namesIn = (pattern: string): string => `for f in ${pattern}; do [ -L "$f" ] && printf "%s\\n" "\${f##*/}"; done`;

/** A process only where there is a file for it to read: on a host of few guests most of them would find nothing. */
const whereAFileIs = (pattern: string, command: string): string =>
  `for f in ${pattern}; do [ -f "$f" ] || continue; ${command}; break; done`;

const contentOf = (pattern: string): string => whereAFileIs(pattern, `cat ${pattern} 2>/dev/null`);
const linesOf = (pattern: string, words = ''): string => whereAFileIs(pattern, `grep -asH '${words}' ${pattern}`);

export const probeScript = [
  language,
  section('uid'),
  'id -u',
  section('user'),
  'id -un',
  section('virsh'),
  'command -v virsh',
  section('version'),
  `${virsh} version --daemon 2>&1`,
  section('release'),
  'uname -r; [ -r /etc/os-release ] && . /etc/os-release && printf "%s\\n" "$PRETTY_NAME"',
  section('tools'),
  'for t in qemu-img cloud-localds xorrisofs nft ss ip; do command -v "$t" >/dev/null && printf "%s\\n" "$t"; done',
  section('sudo'),
  'sudo -n true >/dev/null 2>&1 && echo yes',
  section('doas'),
  'doas -n true >/dev/null 2>&1 && echo yes',
  'exit 0',
].join('\n');

/** What libvirt keeps in files of its own. */
const storedSections = [
  section('autostart'),
  namesIn('/etc/libvirt/qemu/autostart/*.xml'),
  section('networks'),
  contentOf('/etc/libvirt/qemu/networks/*.xml'),
  section('networks-autostart'),
  namesIn('/etc/libvirt/qemu/networks/autostart/*.xml'),
  section('leases'),
  contentOf('/var/lib/libvirt/dnsmasq/*.status'),
];

/** Every domain and network: names and states as the daemon has them, settings as they are stored. */
export const domainsScript = [
  language,
  signs,
  `${virsh} "${mark('domains')}; list --all --uuid --name; ${mark('states')}; domstats --state; ${mark('active-networks')}; net-list --name" 2>/dev/null`,
  section('config'),
  contentOf('/etc/libvirt/qemu/*.xml'),
  ...storedSections,
  section('screens'),
  linesOf('/run/libvirt/qemu/*.xml', '<graphics type=.vnc'),
  section('snapshots'),
  'for f in /var/lib/libvirt/qemu/snapshot/*/*.xml; do [ -e "$f" ] && printf "%s\\n" "$f"; done',
].join('\n');

const listed = 'nft -j list table ip construct_tui 2>/dev/null';

/**
 * Our table as it is loaded, and the files that it is loaded from. A start of nft costs five of most tools: where our file is, our table
 * is asked for first, and elsewhere whether there are tables at all; what answers neither may not be asked.
 */
const doorParts = {
  tables: `if [ -e ${exposeFile} ] && live=$(${listed}); then echo readable; elif all=$(nft list tables 2>/dev/null); then echo readable; case $all in *"ip construct_tui"*) live=$(${listed}) ;; esac; fi`,
  live: 'printf "%s\\n" "${live-}"',
  stored: linesOf(`${exposeFile} ${doorsFolder}/*.nft`),
};

const imageFiles = `${imagesFolder}/* ${imagesFolder}/*/*`;
const findImages = `find ${imagesFolder} -maxdepth 2 -type f -size +1k`;

/** What plans have to know of the host itself. The first KiB of an image tells its format, size and what it lies upon. */
const hostParts = {
  name: 'read -r h </proc/sys/kernel/hostname; printf "%s\\n" "$h"',
  figures: `nproc; while read -r k v; do case $k in MemTotal: | MemAvailable:) printf '%s %s\\n' "$k" "$v" ;; Buffers:) break ;; esac; done </proc/meminfo; read -r l </proc/loadavg; printf 'Load:%s\\n' "$l"`,
  disk: `df -B1 --output=avail ${imagesFolder} 2>/dev/null`,
  addresses: 'ip -o -4 addr show 2>/dev/null',
  neighbours: 'ip -4 neigh show 2>/dev/null',
  listeners: 'ss -Hltunp 2>/dev/null',
  kvm: `if [ -e /dev/kvm ]; then while read -r k v; do case $k in '') break ;; flags) case " $v " in *' vmx '* | *' svm '*) for u in libvirt-qemu qemu; do runuser -u "$u" -- test -w /dev/kvm 2>/dev/null && echo usable; done ;; esac; break ;; esac; done </proc/cpuinfo; fi`,
  init: '[ -d /run/systemd/system ] && echo systemd',
  tools:
    'for t in qemu-img cloud-localds xorrisofs nft ss curl xz perl python3; do command -v "$t" >/dev/null && printf "%s\\n" "$t"; done',
  ...doorParts,
  folders: `for d in ${guestsFolder} ${doorsFolder}; do [ -d "$d" ] && printf "%s\\n" "$d"; done`,
  offers: contentOf(ownImages),
  sums: linesOf(`${imagesFolder}/*.verified`),
  // each folder that can be read, with what it leads to; by the shell itself
  there: `for d in ${imagesFolder} ${imagesFolder}/*; do [ -d "$d" ] && [ -r "$d" ] || continue; printf "%s/\\n" "$d"; for f in "$d"/*; do [ -e "$f" ] && printf "%s\\n" "$f"; done; done`,
  images: whereAFileIs(imageFiles, `${findImages} -printf '%s %p\\n' 2>/dev/null`),
  heads: whereAFileIs(imageFiles, `${findImages} -exec head -qc 1024 {} + 2>/dev/null | od -An -v -tx1 -w1024`),
} as const;

export type HostPart = keyof typeof hostParts;

/** The text that reads these parts of the host, in their order. */
const textOf = (parts: Readonly<Record<string, string>>): string =>
  [language, ...Object.entries(parts).flatMap(([name, text]) => [section(name), text]), 'exit 0'].join('\n');

export const doorsScript = textOf(doorParts);
export const hostScript = textOf(hostParts);

/** Every domain and network, and of the host itself only what is asked for. */
export const partScript = (wanted: ReadonlySet<HostPart>): string =>
  [
    domainsScript,
    textOf(Object.fromEntries(Object.entries(hostParts).filter(([name]) => wanted.has(name as HostPart)))),
  ].join('\n');

/** $1: a domain's plain name. What is stored of it, for questions that the daemon need not be asked: a start of virsh costs ten times as much. */
export const storedScript = [
  language,
  section('readable'),
  '[ -x /etc/libvirt/qemu ] && echo yes',
  section('xml'),
  'cat "/etc/libvirt/qemu/$1.xml" 2>/dev/null',
  ...storedSections,
  'exit 0',
].join('\n');

/** $1: a domain's plain name. */
export const guestScript = [
  language,
  signs,
  `${virsh} "${mark('readable')}; uri; ${mark('state')}; domstate $1 --reason; ${mark('xml')}; dumpxml --inactive $1; ${mark('live')}; dumpxml $1; ${mark('snapshots')}; snapshot-list $1 --name; ${mark('current')}; snapshot-current $1 --name; ${mark('active-networks')}; net-list --name" 2>/dev/null`,
  ...storedSections,
  'exit 0',
].join('\n');

/** $1: a domain's plain name. The same, and what qemu-img says of its files. */
export const detailScript = [
  guestScript.replace(/\nexit 0$/, ''),
  section('disks'),
  // the paths come from libvirt and are words of their own; -U: a running guest holds its disk
  `for d in $(${virsh} domblklist "$1" --inactive 2>/dev/null | while read -r _ path; do case $path in /*) printf "%s\\n" "$path";; esac; done); do qemu-img info -U --output=json "$d" 2>/dev/null | tr -d '\\n'; echo; done`,
  'exit 0',
].join('\n');
