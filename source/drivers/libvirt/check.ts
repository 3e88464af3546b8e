import {whichAreThere} from '../../model/paths.ts';
import type {Check, Verdict} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import {shell} from '../../text/sections.ts';
import {checkPassage, checkZone} from './doctor/check.ts';
import {editJudges} from './edit/check.ts';
import {checkDoors} from './expose/check.ts';
import {type GuestFacts, readGuest} from './guest-facts.ts';
import {hardwareJudges} from './hardware/check.ts';
import {settingsOf} from './look/domains.ts';
import {addressOf} from './look/networks.ts';
import {detailScript, storedScript} from './look/scripts.ts';
import {connection} from './paths.ts';
import {type Judge, unknown, verdict} from './verdict.ts';

const isRunning = ({state}: GuestFacts): boolean => state.startsWith('running');

/** What each check asks of one guest. */
const judges: Readonly<Record<string, Judge>> = {
  ...editJudges,
  ...hardwareJudges,
  'guest-exists': ({target, expect}, facts) => {
    const {xml} = facts;
    if (!xml) return verdict(false, `libvirt has no ${target}`);
    const stored = storedOf(facts);
    const [wrong] = Object.entries(expect).filter(([key, value]) => stored[key] !== value);
    if (wrong) return verdict(false, `${wrong[0]} is ${stored[wrong[0]] || 'empty'} and not ${wrong[1]}`);
    return verdict(true, `${target} is there with the settings asked for`, addressIn(facts));
  },
  'guest-running': ({target}, facts) => {
    if (!facts.xml) return verdict(false, `libvirt has no ${target}`);
    if (isRunning(facts)) return verdict(true, `libvirt runs ${target}`, addressIn(facts));
    return verdict(
      false,
      facts.state === 'paused (unknown)'
        ? `${target} is paused and libvirt does not know why: KVM may not work here, virt_type=qemu does`
        : `${target} is ${facts.state}`,
    );
  },
  'guest-stopped': ({target}, facts) =>
    facts.xml
      ? verdict(facts.state.startsWith('shut off'), `${target} is ${facts.state}`)
      : verdict(false, `libvirt has no ${target}`),
  'guest-held': ({target}, {state}) => verdict(state.startsWith('paused'), `${target} is ${state || 'not there'}`),
  'guest-off': ({target}, {state}) =>
    verdict(
      state === '' || state.startsWith('shut off'),
      state === '' ? `libvirt has no ${target}` : `${target} is ${state}`,
    ),
  'guest-gone': ({target}, {state, xml}) =>
    verdict(
      state === '' && xml === null,
      state === '' ? `libvirt has no ${target}` : `${target} is still there, ${state}`,
    ),
  autostart: ({target, expect}, {autostart}) =>
    verdict(
      autostart === (expect.autostart === '1'),
      `${target} ${autostart ? 'starts' : 'does not start'} with the host`,
    ),
  'disk-is': ({target, expect}, facts) => {
    const disk = facts.xml && settingsOf(facts.live ?? facts.xml).disks.find(each => each.target === expect.device);
    return verdict(disk?.file === expect.file, `${expect.device} of ${target} is ${disk?.file || 'not there'}`);
  },
  'snapshot-there': ({target, expect}, facts) => snapshotVerdict(target, expect, facts, true),
  'snapshot-gone': ({target, expect}, facts) => snapshotVerdict(target, expect, facts, false),
  'snapshot-current': ({target, expect}, {current}) =>
    verdict(current === expect.snapname, `${target} goes on from ${current || 'no snapshot'}`),
  reserved: ({target, expect}, facts) => verdict(isReserved(expect, facts), reservedInWords(target, expect, facts)),
  unreserved: ({target, expect}, facts) => verdict(!isReserved(expect, facts), reservedInWords(target, expect, facts)),
  'lease-ended': ({expect}, {leases}) => {
    const held = leases.some(lease => lease.mac === expect.mac && lease.address === expect.address);
    return verdict(!held, `${held ? 'a' : 'no'} lease of ${expect.address} is held`);
  },
  'network-defined': ({target}, facts) => networkVerdict(target, facts, network => network !== undefined),
  'network-gone': ({target}, facts) => networkVerdict(target, facts, network => network === undefined),
  'network-started': ({target}, facts) => networkVerdict(target, facts, network => network?.active === true),
  'network-off': ({target}, facts) => networkVerdict(target, facts, network => network?.active !== true),
  'network-lasting': ({target}, facts) => {
    const network = facts.networks.find(({name}) => name === target);
    return verdict(
      network?.active === true && network.autostart,
      `network ${target} ${network?.autostart ? 'starts' : 'does not start'} with the host`,
    );
  },
};

export async function check(asked: Check, transport: Transport): Promise<Verdict> {
  if (asked.id === 'doors' || asked.id === 'doors-stored') return checkDoors(asked, transport);
  const ofHost = hostChecks[asked.id];
  if (ofHost) return ofHost(asked, transport);
  const judge = judges[asked.id];
  if (!judge) return checkPath(asked, transport);
  const facts = await readGuest(asked.target, transport, lookFor[asked.id]);
  return facts?.readable ? judge(asked, facts) : unknown('libvirt could not be asked');
}

/** What is asked of files alone, or of qemu-img too; everything else of the daemon. */
const lookFor: Readonly<Record<string, string>> = {
  'disk-size': detailScript,
  'guest-exists': storedScript,
  reserved: storedScript,
  unreserved: storedScript,
  'lease-ended': storedScript,
};

/** What an installation brought: each program is found, the daemon answers. */
async function checkProbe({id, target, expect}: Check, transport: Transport): Promise<Verdict> {
  if (id === 'daemon') {
    const {exitCode} = await transport.read({argv: ['virsh', '-q', '-c', connection, 'uri']});
    return verdict(exitCode === 0, `libvirt ${exitCode === 0 ? 'answers' : 'does not answer'}`);
  }
  if (id === 'forwarding') {
    const {stdout} = await transport.read({argv: ['cat', '/proc/sys/net/ipv4/ip_forward']});
    return verdict(stdout.trim() === '1', `ip_forward is ${stdout.trim() || 'not readable'}`);
  }
  if (id === 'in-group') {
    const {stdout} = await transport.read({argv: ['id', '-nG', target]});
    return verdict(
      stdout
        .trim()
        .split(' ')
        .includes(expect.group ?? ''),
      `${target} is in ${stdout.trim() || 'no group'}`,
    );
  }
  const wanted = (expect.programs ?? '').split(' ');
  const {stdout} = await transport.read({argv: shell('for t do command -v "$t"; done; exit 0', ...wanted)});
  const found = new Set(stdout.split('\n').map(path => path.split('/').at(-1)));
  const missing = wanted.filter(name => !found.has(name));
  return verdict(missing.length === 0, missing.length === 0 ? 'all there' : `not there: ${missing.join(', ')}`);
}

/** What is asked of the host itself. */
const hostChecks: Readonly<Record<string, (asked: Check, transport: Transport) => Promise<Verdict>>> = {
  ...{programs: checkProbe, daemon: checkProbe, forwarding: checkProbe, 'in-group': checkProbe},
  ...{passes: checkPassage, 'kept-out': checkPassage, zoned: checkZone, unzoned: checkZone},
};

/** `file-written`: something is at each path that `expect` names; `file-gone`: nothing at any of them. */
async function checkPath({id, expect}: Check, transport: Transport): Promise<Verdict> {
  const paths = Object.values(expect);
  if (expect.path === undefined) return unknown(`nobody knows how to check ${id}`);
  const {stdout, exitCode} = await transport.read(whichAreThere(...paths));
  if (exitCode !== 0) return unknown(`${paths.join(', ')} could not be looked at`);
  const there = new Set(stdout.split('\n'));
  const wrong = paths.filter(path => there.has(path) === (id === 'file-gone'));
  const told = wrong.length > 0 ? wrong : paths;
  const are = told.length === 1 ? 'is' : 'are';
  return verdict(wrong.length === 0, `${told.join(', ')} ${are} ${there.has(told[0] ?? '') ? '' : 'not '}there`);
}

const storedOf = ({xml}: GuestFacts): Readonly<Record<string, string>> => {
  const {cpus, memoryBytes, disks, nics} = settingsOf(xml);
  return {
    memory: String(memoryBytes ?? ''),
    vcpus: String(cpus ?? ''),
    mac: nics.map(({mac}) => mac).join(','),
    disk: disks[0]?.file ?? '',
  };
};

const addressIn = ({xml, networks, leases}: GuestFacts): Readonly<Record<string, string>> => {
  const address = settingsOf(xml)
    .nics.map(({mac}) => addressOf(mac, networks, leases, Date.now()))
    .find(each => each !== null);
  return address ? {address} : {};
};

const snapshotVerdict = (
  guest: string,
  {snapname = ''}: Check['expect'],
  {snapshots}: GuestFacts,
  wanted: boolean,
): Verdict =>
  verdict(
    snapshots.includes(snapname) === wanted,
    `${guest} has ${snapshots.length === 0 ? 'no snapshots' : `the snapshots ${snapshots.join(', ')}`}`,
  );

const isReserved = ({mac, address, network}: Check['expect'], {networks}: GuestFacts): boolean =>
  networks.some(
    ({name, reservations}) =>
      name === network && reservations.some(each => each.mac === mac && each.address === address),
  );

const reservedInWords = (guest: string, {mac = '', network = ''}: Check['expect'], {networks}: GuestFacts): string => {
  const found = networks.find(({name}) => name === network)?.reservations.find(each => each.mac === mac);
  return found
    ? `${found.address} is reserved for ${guest} in ${network}`
    : `nothing is reserved for ${guest} in ${network}`;
};

function networkVerdict(
  name: string,
  {networks}: GuestFacts,
  holds: (network: GuestFacts['networks'][number] | undefined) => boolean,
): Verdict {
  const network = networks.find(each => each.name === name);
  return verdict(
    holds(network),
    network ? `network ${name} is ${network.active ? 'active' : 'off'}` : `libvirt has no network ${name}`,
  );
}
