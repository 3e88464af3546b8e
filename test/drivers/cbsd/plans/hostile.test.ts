import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {planCreateJail} from '../../../../source/drivers/cbsd/plans/create-jail.ts';
import {planCreateVm} from '../../../../source/drivers/cbsd/plans/create-vm.ts';
import {readProfiles} from '../../../../source/drivers/cbsd/profiles/read.ts';
import {shownContent} from '../../../../source/model/command.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {anyText} from '../../../helpers/any-text.ts';
import {context, workdir} from '../bench.ts';
import {sourced} from '../sourced.ts';

const host = {workdir, distdir: '/usr/local/cbsd', arch: 'amd64', skeletons: null};
const value = fc.oneof(
  fc.string({maxLength: 20}),
  anyText({maxLength: 8}),
  fc.constantFrom(
    '$(id)',
    '`id`',
    "a'b",
    '../..',
    '/etc/passwd',
    '0',
    '1',
    '10g',
    'Linux',
    'a b',
    '*',
    '&&',
    '\n',
    '-n',
    'a|b',
    '"',
    "'",
  ),
);
const jailKeys =
  'jail_active platform ver customskel jailskeldir exec_start default_jailname default_domain ip4_addr baserw applytpl vnet ' +
  'devfs_ruleset tui_ver_enable tui_baserw_enable long_description hidden tags';
const vmKeys =
  'vm_profile vm_os_type is_cloud fetch iso_site iso_img register_iso_name register_iso_as iso_img_dist iso_img_dist_size iso_extract ' +
  'imgsize imgsize_min vm_ram vm_cpus vm_package ci_template ci_user_add ci_interface_name default_jailname vm_arch bhyve_active ' +
  'virtio_type vm_cpus_max long_description ci_user_pubkey';

const text = (keys: string) =>
  fc
    .array(fc.tuple(fc.constantFrom(...keys.split(' ')), fc.constantFrom("'", '"', ''), value), {maxLength: 8})
    .map(rows => rows.map(([key, quote, each]) => `${key}=${quote}${each}${quote}\n`).join(''));

/** Nothing but plain words for cbsd, nothing but quoted assignments in files; refused or not. */
function harmless(plan: Plan): void {
  for (const {command, file} of plan.steps) {
    if (file) sourced(shownContent(file.content));
    if (command?.argv[0] === 'cbsd') for (const word of command.argv) assert.match(word, /^[A-Za-z0-9_=.,:@%/+#-]+$/);
    assert.ok(!JSON.stringify([command?.argv, file?.path]).includes('..'));
  }
  assert.ok(plan.steps.length > 0 || plan.refusals.length > 0);
}

test('a jail profile with any content makes a harmless plan or a refusal', () => {
  fc.assert(
    fc.property(text(jailKeys), body => {
      const path = `${workdir}/etc/defaults/jail-freebsd-odd.conf`;
      const {jail} = readProfiles([{path, text: `jail_active=1\n${body}`}], host);
      harmless(planCreateJail({profile: 'odd'}, context({jailProfiles: jail})));
    }),
    {numRuns: 400},
  );
});

test('a VM profile with any content makes a harmless plan or a refusal', () => {
  fc.assert(
    fc.property(text(vmKeys), fc.boolean(), (body, cloud) => {
      const path = `${workdir}/etc/defaults/vm-freebsd-odd.conf`;
      const good = `vm_profile=odd\nvm_os_type=freebsd\nbhyve_active=1\nis_cloud=${cloud ? 1 : 0}\nfetch=1\niso_site=https://x/\niso_img=a.iso\n`;
      const {vm} = readProfiles([{path, text: good + body}], host);
      harmless(planCreateVm({vm_os_profile: 'odd'}, context({vmProfiles: vm})));
    }),
    {numRuns: 400},
  );
});

test('a profile whose hidden value no file can carry is refused as broken', () => {
  const body = 'platform=Linux\njail_active=1\ntui_ver_enable=0\nver="a\'b"\n';
  const {jail} = readProfiles([{path: `${workdir}/etc/jail-freebsd-odd.conf`, text: body}], host);
  const plan = planCreateJail({profile: 'odd'}, context({jailProfiles: jail}));
  assert.deepEqual(
    plan.refusals.map(each => [each.code, each.field]),
    [['broken-profile', 'profile']],
  );
});

test('a node whose folder no command can carry is refused, not tried', () => {
  const plan = planCreateJail({}, context({}, {workdir: '/usr/my jails'}));
  assert.deepEqual([plan.steps, plan.refusals[0]?.code], [[], 'unsupported']);
});
