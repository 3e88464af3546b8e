import type {Call, Steps} from '../../call.ts';
import {host, paths} from '../../host.ts';
import {masked} from '../../jail/guest.ts';
import {type Guest, readGuest} from '../guest.ts';
import {duration, knownVms, sayDone} from '../names.ts';
import {bootVm} from './boot.ts';
import {startSettings} from './profile.ts';
import type {Run} from './run.ts';
import {makeSystemTap} from './tap.ts';

/** `bstart`: several names start side by side and always end 0; one is checked, given its image and started. */
export function* bstart(call: Call): Steps {
  const asked = call.get('jname') === '' ? call.positional : call.get('jname').split(' ');
  if (asked.length === 0 && call.argv.every(one => one.includes('='))) return call.fail('No vm specified');
  const many = masked(call, call.get('jname'), 'bhyve');
  const vms = knownVms(call, many.length > 0 ? many : asked);
  if (vms.length > 1) {
    for (const one of vms) call.capture('bstart', [`jname=${one}`], {NOINTER: '1'});
    if (call.get('quiet') !== '1') call.say(`bstart done in ${duration(call.elapsed())}`);
    return call.fail('Multiple bstart: done', 0);
  }
  // A name that is no VM is lost on the way: what is told is the first word as it came (cbsd-observed, trap 8).
  const jname = vms[0] ?? call.argv[0] ?? '';
  const guest = readGuest(call.world, jname);
  if (!guest) return call.fail(`No such domain: ${jname}`);
  yield* startOne(call, guest);
  return 0;
}

function* startOne(call: Call, guest: Guest): Generator<{ms: number}, void> {
  const {world} = call;
  const {jname} = guest;
  const settings = startSettings(call, guest);
  const say = (line: string): void => {
    if (call.get('quiet') !== '1') call.say(line);
  };
  const seeded = world.list(`${paths.system}/${jname}/cloud-init`).length > 0;
  if (seeded) say('cloud-init: enabled');
  const run: Run = {call, jname, guest, settings, isoPath: emptyWhenZero(guest.value('vm_iso_path')), say};
  makeSystemTap(run);
  checkState(call, guest, Number(settings.vm_cpus_max || 16));
  yield* bootVm(run, seeded);
  if (call.get('quiet') !== '1') sayDone(call, 'bstart');
  if (settings.start_post_message) say(`post-start message for ${jname}\n\n${settings.start_post_message}\n`);
}

const emptyWhenZero = (value: string): string => (value === '0' || value === '(null)' ? '' : value);

function checkState(call: Call, guest: Guest, mostCpus: number): void {
  const {jname, jid, status, emulator, value} = guest;
  if (jid !== 0) call.fail(`Jail ${jname} already running, jid: ${jid}`);
  if (status === 2) call.fail('Jail in slave mode. Please cbsd jswmode mode=master first');
  if (emulator !== 'bhyve') call.fail('Not bhyve mode');
  if (['vm_ram', 'vm_cpus', 'vm_os_type'].some(name => value(name) === '')) {
    call.fail('Parameter is mandatory: vm_ram, vm_cpus, vm_os_type');
  }
  const cpus = value('vm_cpus');
  if (!/^\d+$/.test(cpus)) call.err(`[: ${cpus}: bad number\n`.repeat(2));
  else if (Number(cpus) > host.cpus && Number(cpus) < mostCpus) {
    const warning = 'Overcommitting vCPUs can hurt perfomance.';
    call.say(`Warning! Current node cpu: ${host.cpus}, guest cpu: ${cpus}. ${warning}`);
  } else if (Number(cpus) < 1 || Number(cpus) > mostCpus) {
    call.say(`Valid number of guest CPUs within 1 - ${mostCpus} range. Current vm_cpus: ${cpus}`);
    call.say('See vm_cpus_max= params in /usr/local/cbsd/etc/defaults/bhyve-default-default.conf file.');
    call.fail('Please use ~cbsd/etc/bhyve-default-default.conf to overwrite.');
  }
  if (status !== 3) return;
  // The reason is blanked before it is looked at, and then a query's text is told instead of its answer.
  call.world.change('local', "UPDATE jails SET maintenance='' WHERE jname=?", jname);
  call.say(`Bhyve in maintenance: cbsdsqlro local SELECT maintenance FROM jails WHERE jname="${jname}"`);
  call.fail(`Please finish maintenance and switch mode via: jswmode jname=${jname} mode=master comment='0'`);
}
