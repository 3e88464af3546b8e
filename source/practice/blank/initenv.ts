import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import {writeTranslation} from '../node/nat/natcfg.ts';
import {nodeFacts, seedNodeFiles} from '../seed/node.ts';
import {hostPath} from '../system/paths.ts';
import {accountOf, moveHome} from './accounts.ts';
import {startService} from './service.ts';

type Answers = ReadonlyMap<string, string>;

/** Assignments of a file that sh would read; CBSD sources it as root, so what it would run is only noted. */
const sourced = (call: Call, text: string): Answers =>
  new Map(
    text.split('\n').flatMap(line => {
      const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
      const injected = /\$\([^)]*\)|`[^`]*`/.exec(value)?.[0];
      if (injected !== undefined) call.wouldRun(injected);
      return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
    }),
  );

const has = (call: Call, file: string, name: string): boolean =>
  new RegExp(`^${name}=`, 'm').test(call.world.read(file) ?? '');

/** As sysrc(8) writes it: in its place, else at the end. */
const setting = (call: Call, file: string, name: string, value: string): void => {
  const line = `${name}="${value}"`;
  const text = call.world.read(file) ?? '';
  const place = new RegExp(`^${name}=.*$`, 'm');
  call.world.write(file, place.test(text) ? text.replace(place, line) : `${text}${line}\n`);
};

/**
 * `D/sudoexec/initenv [inter=0] FILE`, unattended (facts/cbsd-ops 1.3-1.6). Whatever happens inside, it ends with 0. Alone,
 * `inter=0` fails on a first start for want of a name.
 */
export function* initenv(call: Call): Steps {
  const file = call.argv.map(word => hostPath(call, word)).find(path => call.world.read(path) !== null);
  if (file === undefined && !call.argv.includes('inter=0')) {
    call.err('practice: not simulated: initenv with questions\n');
    return 0;
  }
  yield* inside(call, file === undefined ? null : sourced(call, call.received(file) ?? ''));
  return 0;
}

/** The same for a node that is set up already: it keeps what it is, and its host too, for nobody says yes (facts/cbsd-ops 1.3). */
export const upgrade = (call: Call): Steps => inside({...call, env: {...call.env, workdir: host.workdir}}, null);

function* inside(call: Call, given: Answers | null): Steps {
  const answers = given ?? new Map<string, string>();
  const {world} = call;
  const workdir = answers.get('workdir') || call.env.workdir || '';
  const isFirst = !world.exists(`${host.workdir}/nc.inventory`);
  for (const line of [
    `-------[CBSD v.${host.version}]-------`,
    ' This is install/upgrade scripts for CBSD.',
    " Don't forget to backup.",
    '-----------------------------',
    '>>> Installing or upgrading',
  ])
    call.say(line);
  if (workdir !== host.workdir) {
    call.err(`practice: not simulated: a workdir other than ${host.workdir}\n`);
    return 1;
  }
  if (accountOf(world, 'cbsd') === undefined) {
    call.say('No such user cbsd. Please follow instruction at https://www.bsdstore.ru/en/installing_cbsd.html');
    return 1;
  }
  if (has(call, '/etc/rc.conf', 'cbsd_workdir')) call.say(`CBSD workdir first init: ${workdir}`);
  const old = world.read(`${workdir}/ver`)?.trim();
  if (!isFirst && old !== host.version)
    call.say(`[Stage 0: upgrading and migration data from ${old ?? '0'} to ${host.version}]`);
  call.say('[Stage 1: account & dir hier]\n * Check hier and permission...');
  seedNodeFiles(world);
  yield {ms: 30};
  call.say('[Stage 2: build tools]\n[Stage 3: local settings]');
  yield {ms: 30};
  const named = answers.get('nodename') || (world.read(`${workdir}/nodename`) ?? '').trim();
  if (named === '') {
    call.say('nodename must be not empty');
    return 1;
  }
  const says = (key: string): boolean => answers.get(`initenv_modify_${key}`) !== '0';
  if (isFirst) keepFacts(call, named === 'auto' ? host.nodename : named, answers);
  if (given !== null) settle(call, workdir, answers, says);
  yield {ms: 30};
  for (const stage of [
    '4: update default skel resolv.conf',
    '5: refreshing inventory',
    '6: authentication keys',
    '7: nodes',
    '8: modules',
    '9: cleanup',
  ])
    call.say(`[Stage ${stage}]`);
  world.write(`${workdir}/ver`, host.version);
  yield {ms: 30};
  call.say('[Stage X: upgrading]\n>>> Done');
  if (!isFirst) return 0;
  call.say(`\u001b[0;32mCongratulations! CBSD was installed in ${workdir}\u001b[0m`);
  yield* startService(call, 'cbsdd');
  call.say('Starting service: cbsdd ... done');
  return 0;
}

/** A value that is `auto` is settled by CBSD; what the file does not name stays at the column's default. */
const keepFacts = (call: Call, name: string, answers: Answers): void => {
  const {world} = call;
  const known = nodeFacts(world.settings.zfs);
  const automatic: Readonly<Record<string, string | number>> = {
    ...known,
    natip: 'auto',
    jail_interface: 'auto',
    bridge: 'auto',
  };
  const given = Object.fromEntries(
    [...answers].flatMap(([key, value]) =>
      key in known || key === 'default_vs' || key.startsWith('statsd_')
        ? [[key, value === 'auto' && key !== 'nodeip6' ? (automatic[key] ?? '0') : value] as const]
        : [],
    ),
  );
  const facts = {
    ...known,
    ...{jnameserver: '(null)', nodeippool: '(null)', natip: '(null)', nat_enable: '0', racct: 0, sqlreplica: 1},
    ...{nodeip: '(null)', nodedescr: '(null)', nodeip6pool: '(null)', nodeip6: '(null)', ...given},
    ...{nodename: name, hostname: host.nodename, zfsfeat: world.settings.zfs ? 1 : 0, repo: 'https://bsdstore.ru'},
  };
  const columns = Object.keys(facts);
  world.change('local', 'DELETE FROM local');
  world.change(
    'local',
    `INSERT INTO local (${columns.join(',')}) VALUES (${columns.map(() => '?').join(',')})`,
    ...Object.values(facts),
  );
  world.write(`${host.workdir}/nodename`, `${name}\n`);
  const inventory = Object.entries(facts).map(([key, value]) => `${key}="${value}"\n`);
  world.write(`${host.workdir}/nc.inventory`, inventory.join(''), 0o640);
};

/** Files of the host that initenv changes (facts/cbsd-ops 1.6). What has no key in its file is answered yes. */
function settle(call: Call, workdir: string, answers: Answers, says: (key: string) => boolean): void {
  const {world} = call;
  if (says('sudoers') && !world.exists('/usr/local/etc/sudoers.d/10_cbsd_sudoers'))
    world.write(
      '/usr/local/etc/sudoers.d/10_cbsd_sudoers',
      `Defaults     env_keep += "workdir DIALOG NOCOLOR CBSD_RNODE"\nCmnd_Alias   CBSD_CMD = ${host.distdir}/sudoexec/*\ncbsd   ALL=(ALL) NOPASSWD:SETENV: CBSD_CMD\n`,
      0o440,
    );
  if (says('rcconf_cbsd_workdir')) setting(call, '/etc/rc.conf', 'cbsd_workdir', workdir);
  if (answers.get('nat_enable') !== undefined && answers.get('nat_enable') !== '0') {
    writeTranslation(world, answers.get('natip') === 'auto' ? host.nodeip : (answers.get('natip') ?? host.nodeip));
    if (!has(call, '/boot/loader.conf', 'pf_load')) world.append('/boot/loader.conf', 'pf_load=YES\n');
  }
  if (!has(call, '/etc/rc.conf', 'cbsdrsyncd_enable')) {
    if (says('rcconf_cbsdrsyncd_enable')) setting(call, '/etc/rc.conf', 'cbsdrsyncd_enable', 'YES');
    if (says('rcconf_cbsdrsyncd_flags'))
      setting(call, '/etc/rc.conf', 'cbsdrsyncd_flags', `--config=${workdir}/etc/rsyncd.conf`);
    world.append('/var/run/practice-services', 'cbsdrsyncd\n');
  }
  if (!has(call, '/boot/loader.conf', 'kern.racct.enable')) world.append('/boot/loader.conf', 'kern.racct.enable=1\n');
  if (says('rcconf_cbsd_enable')) setting(call, '/etc/rc.conf', 'cbsdd_enable', 'YES');
  if (says('rcconf_rcshutdown_timeout')) setting(call, '/etc/rc.conf', 'rcshutdown_timeout', '900');
  if (says('syctl_rcshutdown_timeout')) setting(call, '/etc/sysctl.conf', 'kern.init_shutdown_timeout', '900');
  if (says('cbsd_homedir')) moveHome(world, 'cbsd', workdir);
}
