import type {Call, Steps} from '../../call.ts';
import {paths} from '../../host.ts';
import {allowedByCbsdfile} from '../cbsdfile.ts';
import {firstAddress, ipType, withoutNic, withoutPrefix} from '../ip.ts';
import {nodeRow} from '../node-row.ts';
import {addRule, clearRules, removeMarked} from './firewall.ts';
import {guestAddresses} from './guest.ts';
import {listAll, listDoors} from './list.ts';
import {portAnswers} from './listeners.ts';
import {mark} from './rules.ts';
import {doorsFile, dropDoors, makeStore, type StoredDoor, storeDoor, storedDoors} from './store.ts';

const modes = 'add,delete,apply,clear,flush,list';

/** `cbsd expose`: forwards from the node to a guest, in a table beside the guest and in pf, which may differ. */
export function* expose(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const guest = call.get('jname') || (call.env.ojname ?? '');
  if (!allowedByCbsdfile(call, guest)) call.fail(`${n1}${call.name}: no such env: ${n2}${guest}${n0}`);
  if (call.argv.length === 0) return listAll(call);
  if (guest === '') call.fail(`${n1}${call.name}: give me jname${n0}`);
  const addresses = guestAddresses(call, guest);
  if (addresses === null) call.fail(`${n1}no such jail: ${n2}${guest}${n0}`);
  if (nodeRow(call.world).nat === 'ipfw') call.fail(`${n1}IPFW is not enabled${n0}`);
  const target = call.get('outaddr') || firstAddress(addresses);
  if (target === '') call.fail(`${n1}${call.name}: unable to determine jail ip: ${n2}${guest}${n0}`);
  makeStore(call, guest);
  const ports = {host: call.get('in') || call.get('out'), guest: call.get('out') || call.get('in')};
  checkPort(call, ports.host);
  checkPort(call, ports.guest);
  switch (call.get('mode')) {
    case 'list':
      return listDoors(call, guest);
    case 'apply':
      return yield* applyAll(call, guest, target);
    case 'clear':
    case 'flush':
      yield* clearRules(call, guest);
      if (call.get('mode') === 'flush') call.world.remove(doorsFile(guest));
      call.world.remove(`${paths.ftmp}/${guest}-expose_fwnum`);
      return 0;
  }
  return yield* change(call, guest, target, ports);
}

function* change(call: Call, guest: string, target: string, ports: {host: string; guest: string}): Steps {
  const {n0, n1, n2} = call.paint;
  const hostAddress = ['', 'nodeip'].includes(call.get('inaddr')) ? '0' : call.get('inaddr');
  if (ports.host === '') checkWholeAddress(call, hostAddress);
  const proto = call.get('proto') || 'tcp';
  const hostPort = ports.host || '0';
  const guestPort = hostPort === '0' ? '0' : ports.guest;
  // The mark is made before the default for the sources is, so it ends with nothing where none were given.
  const comment = mark(guest, proto, guestPort, call.get('fromips'));
  const door: StoredDoor = {hostPort, guestPort, proto, hostAddress, sources: call.get('fromips') || 'any'};
  switch (call.get('mode')) {
    case 'add': {
      const refused = yield* open(call, guest, target, door, comment);
      if (refused !== 0) call.fail(`${n1}${call.name}: fw_expose_add error: ${refused}${n0}`);
      // A kill here leaves a rule that no table knows of.
      yield {ms: 0};
      storeDoor(call, guest, door, call.get('outaddr'));
      return 0;
    }
    case 'delete':
      yield* close(call, guest, door, comment);
      yield {ms: 0};
      return yield* applyAll(call, guest, target);
    default:
      return call.fail(`${n1}Unknown mode (valid: ${modes}): ${n2}${call.get('mode')}${n0}`);
  }
}

/** 1 where CBSD leaves the rule as it is and says why. */
function* open(call: Call, guest: string, target: string, door: StoredDoor, comment: string): Steps {
  const {n0, n1, n2, w1} = call.paint;
  const skip = (which: string, address: string): number => {
    call.err(`${n1}${call.name}: ${which} not IPv4 address, skip: ${n2}${address}${n0}\n`);
    return 1;
  };
  const {hostPort, guestPort, proto} = door;
  if (door.hostAddress !== '0' && ipType(door.hostAddress) !== 4) return skip('inaddr', door.hostAddress);
  const node = nodeRow(call.world);
  const hostAddress = ['0', 'nodeip'].includes(door.hostAddress)
    ? node.nodeip
    : withoutNic(withoutPrefix(door.hostAddress));
  if (ipType(target) !== 4) return skip('outaddr', target);
  if (portAnswers(call.world, hostAddress, proto, hostPort)) {
    const what = `port already in use on ${hostAddress}: ${n2}${proto}/${hostPort}${n0}`;
    call.say(`${w1}${call.name} warning: ${n1}${what}`);
    return 1;
  }
  const through = `${n2}${hostPort} -> ${guestPort} (${proto})${n0} from IPs (${door.sources})${n0}`;
  const all = `${n2}ALL via ${hostAddress} -> ${target}${n0}`;
  call.say(`${n1}CBSD Expose for ${guest}: ${hostPort === '0' ? all : through}`);
  const rule = {guest, from: door.sources, proto, hostPort, guestPort, hostAddress, guestAddress: target};
  return yield* addRule(call, rule, comment);
}

function* close(call: Call, guest: string, door: StoredDoor, comment: string): Steps {
  const {n0, n1} = call.paint;
  const node = nodeRow(call.world);
  const own = door.hostAddress === '0' ? node.nodeip : door.hostAddress;
  dropDoors(call, guest, door, call.get('outaddr'), [own, door.hostAddress]);
  const numberFile = `${paths.ftmp}/${guest}-expose_fwnum`;
  if (node.nat === 'pf') {
    removeMarked(call, comment);
    yield* call.run('naton', []);
  } else if (!call.world.exists(numberFile)) call.say(`${n1}No ${numberFile}: skip for deletion expose rule${n0}`);
  return 0;
}

/** Every stored door again, to the guest's first address whatever `outaddr` says. */
function* applyAll(call: Call, guest: string, target: string): Steps {
  for (const door of storedDoors(call, guest))
    yield* open(call, guest, target, door, mark(guest, door.proto, door.guestPort, door.sources));
  return 0;
}

const checkPort = (call: Call, port: string): void => {
  const {n0, n1, n2, w1} = call.paint;
  const wrong = (what: string): never =>
    call.fail(`${w1}${call.name} error: ${n1}wrong port ${what}: ${n2}${port}${n0}`);
  if (port === '') return;
  if (!/^\d+$/.test(port)) wrong('values');
  if (Number(port) < 1 || Number(port) > 65_535) wrong('range (1-65535)');
};

const checkWholeAddress = (call: Call, address: string): void => {
  const {n0, n1, n2} = call.paint;
  if (/^node/i.test(address))
    call.fail(`${n1}${call.name}: Please use any IPv4 when 'in' args empty: ${n2}inaddr=${n0}`);
  if (address !== '0' && ipType(address) !== 4)
    call.fail(`${n1}${call.name}: not valid IPv4 for 'inaddr': ${n2}${address}${n0}`);
};
