import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setupForm} from '../../../../source/drivers/cbsd/setup/form.ts';
import {planSetup} from '../../../../source/drivers/cbsd/setup/plan.ts';
import type {Answers} from '../../../../source/model/form.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {blank, facts, told} from './told.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Every key that initenv.conf knows, every question of initenv and every row of initenv-tui (cbsd-ops 1.4, 1.5, 1.7). */
const keys = words(`
  nodename nodeip nodeip6 jnameserver nodeippool nodeip6pool natip nat_enable mdtmp ipfw_enable zfsfeat hammerfeat fbsdrepo
  repo workdir jail_interface parallel stable bridge default_vs statsd_bhyve_enable statsd_jail_enable statsd_hoster_enable
  hostname nodedescr sqlreplica initenv_modify_sudoers initenv_modify_rcconf_hostname initenv_modify_rcconf_cbsd_workdir
  initenv_modify_rcconf_cbsd_enable initenv_modify_rcconf_rcshutdown_timeout initenv_modify_syctl_rcshutdown_timeout
  initenv_modify_rcconf_cbsdrsyncd_enable initenv_modify_rcconf_cbsdrsyncd_flags initenv_modify_cbsd_homedir
  pre_cbsd_cmd_path post_cbsd_cmd_path`);

/** Keys that are asked for by another row, or that CBSD makes nothing of. */
const elsewhere: Readonly<Record<string, string>> = {
  mdtmp: 'CBSD ignores it',
  bridge: 'CBSD uses it nowhere',
  initenv_modify_rcconf_hostname: 'hostname',
  initenv_modify_rcconf_cbsdrsyncd_flags: 'initenv_modify_rcconf_cbsdrsyncd_enable',
};

const ids = new Set(setupForm.fields.map(({id}) => id));

test('Every key that CBSD’s own set-up knows is a row of the form, or stands with the one that it follows', () => {
  assert.deepEqual(
    keys.filter(key => !ids.has(key)),
    Object.keys(elsewhere),
  );
  for (const row of Object.values(elsewhere)) assert.ok(row.startsWith('CBSD ') || ids.has(row), row);
});

test('Every key that CBSD stores reaches it by the file of answers, in single quotes', () => {
  const file = planSetup({base: '0'}, facts())
    .steps.flatMap(step => step.file?.content ?? [])
    .join('');
  const own = [...file.matchAll(/^(\w+)='[^']*'$/gm)].map(([, key = '']) => key);
  assert.equal(own.length, file.trim().split('\n').length, file);
  assert.deepEqual(
    keys.filter(key => !own.includes(key)),
    ['mdtmp', 'bridge', 'hostname'],
    'the name of the host is in rc.conf by then',
  );
});

test('At its basic speed a set-up asks for what only its operator can know, and all of it can be accepted', () => {
  const view = resolveForm(setupForm, {}, facts());
  const asked = view.fields.filter(({visible, speed}) => visible && speed === 'basic');
  assert.deepEqual(
    asked.map(({id}) => id),
    ['nodename', 'workdir', 'base', 'network', 'nodeip', 'nodeippool', 'jnameserver'],
  );
  for (const {id, fallback, error} of view.fields) assert.deepEqual([fallback.origin !== '', error], [true, null], id);
});

test('What is dangerous begins on its safe side', () => {
  const view = resolveForm(setupForm, {}, facts());
  const value = (id: string) => view.fields.find(each => each.id === id)?.value;
  for (const [id, safe] of Object.entries({
    sqlreplica: '0',
    initenv_modify_rcconf_cbsdrsyncd_enable: '0',
    remove_packages: '0',
    default_vs: '0',
    confirm_network: 'ask',
  }))
    assert.equal(value(id), safe, id);
});

test('A host without a name is given one before CBSD asks for it, now and in rc.conf', () => {
  const nameless = facts(
    told({system: 'FreeBSD\n14.1-RELEASE-p5\namd64\n\n0'}, blank.replace('hostname="lab.example.net"\n', '')),
  );
  const plan = (answers: Answers) => planSetup({base: '0', ...answers}, nameless);
  assert.deepEqual(
    plan({}).refusals.map(({field}) => field),
    ['nodename', 'hostname'],
  );
  const {steps, refusals, target} = plan({hostname: 'rack4.example.net'});
  assert.deepEqual([refusals, target], [[], 'rack4.example.net']);
  const at = (title: RegExp) => steps.findIndex(step => title.test(step.title));
  assert.ok(at(/^Call this host rack4/) < at(/^Let CBSD make a node/));
  assert.match(steps.flatMap(step => step.changes ?? [])[0]?.after ?? '', /^hostname="rack4\.example\.net"$/m);
  assert.match(
    planSetup({hostname: 'other'}, facts()).refusals[0]?.reason ?? '',
    /Name of this host has no part with these choices/,
  );
});
