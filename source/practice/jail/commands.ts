import type {Call, Table} from '../call.ts';
import {jexport, jimport} from './images.ts';
import {jexec, jlogin} from './inside.ts';
import {jclone} from './jclone.ts';
import {jcreate} from './jcreate.ts';
import {jget} from './jget.ts';
import {jls} from './jls.ts';
import {jrctl} from './jrctl.ts';
import {jremove} from './jremove.ts';
import {jrename} from './jrename.ts';
import {jset} from './jset.ts';
import {snapshotCommand} from './jsnapshot.ts';
import {jstart} from './jstart.ts';
import {jrestart, jstop} from './jstop.ts';
import {createParameters, jailParameters, limitParameters} from './parameters.ts';
import {readSettings} from './settings.ts';
import {jorder, jstatus, jswmode, jwhereis} from './state.ts';

const heading =
  (text: string) =>
  (call: Call): void =>
    call.say(text);

const all = jailParameters.join(' ');
const jail = {module: 'jail'} as const;

const removal = {
  ...jail,
  about: 'removes guests without asking',
  run: jremove,
  optional: 'inter jname',
  clears: 'jname',
  privileged: true,
  changes: true,
  before: heading('List of local jails:'),
  lie: (call: Call) => call.say('jdestroy done in 1 seconds'),
} as const;

/** What a command says when it did nothing and claims otherwise (`fault lie`). */
const claim =
  (name: string, ...lines: string[]) =>
  (call: Call): void => {
    const jname = call.get('jname') || call.get('new') || (call.positional[0] ?? '');
    for (const line of lines) call.say(line.replaceAll('%', jname));
    call.say(`${name} done in 1 seconds`);
  };

/** The commands for jails. */
export const jailCommands: Table = {
  jclone: {
    ...jail,
    about: 'copies a jail',
    run: jclone,
    required: 'old new host_hostname',
    optional: 'ip4_addr checkstate verbose promote clone_method mac_reinit',
    clears: 'jname',
    changes: true,
    lie: call => call.out('Cloning....ok\njclone done in 1 seconds\n'),
  },
  jcreate: {
    ...jail,
    about: 'makes a jail from arguments or a file',
    run: jcreate,
    optional: `${createParameters.join(' ')} ${all}`,
    clears: 'ci_user_pubkey sysrc from flavor ver',
    privileged: true,
    changes: true,
    lie: call => {
      const jname = readSettings(call).settings.jname ?? '';
      call.say(
        `Please wait: this will take a while...\n\nCreating ${jname} complete: Enjoy!\njcreate done in 1 seconds`,
      );
    },
  },
  jdestroy: removal,
  jexec: {
    ...jail,
    about: 'runs a command in a jail',
    run: jexec,
    optional: 'cmd dir jname user',
    privileged: true,
    changes: true,
  },
  jexport: {
    ...jail,
    about: 'a jail as an image',
    run: jexport,
    optional: 'compress dstdir genmd5 gensize header_extra imgname jexport_exclude jname ls threads',
    changes: true,
  },
  jget: {
    ...jail,
    about: 'tells settings',
    run: jget,
    required: 'jname',
    optional: `jname ${all} nic_address mode`,
    clears: 'jname',
  },
  jimport: {
    ...jail,
    about: 'a jail from an image',
    run: jimport,
    optional: 'fs_feat gold jname list new_host_hostname new_ip4_addr new_jname',
    changes: true,
  },
  jlogin: {
    ...jail,
    about: 'a shell in a jail',
    run: jlogin,
    optional: 'jname remote src_session user',
    privileged: true,
  },
  jls: {
    ...jail,
    about: 'lists jails',
    run: jls,
    optional: 'alljails display header jname node order shownode',
    clears: 'jname',
  },
  jorder: {...jail, about: 'names by boot order', run: jorder, optional: 'order'},
  jrctl: {
    ...jail,
    about: 'limits of rctl',
    run: jrctl,
    required: 'jname',
    optional: `mode quiet ${limitParameters.join(' ')}`,
    changes: true,
    lie: call => {
      for (const name of limitParameters) if (call.given.has(name)) call.say(`update rctl for: ${name}`);
    },
  },
  jremove: removal,
  jrename: {
    ...jail,
    about: 'renames a jail',
    run: jrename,
    required: 'old new',
    optional: 'host_hostname ip4_addr restart',
    changes: true,
    lie: call => call.out('Rename.ok\njrename done in 0 seconds\n'),
  },
  jrestart: {
    ...jail,
    about: 'stops and starts',
    run: jrestart,
    optional: 'jname',
    changes: true,
    lie: claim('jrestart'),
  },
  jset: {
    ...jail,
    about: 'changes settings',
    run: jset,
    required: 'jname',
    optional: `autorestart jconf ${all} nice nic_address`,
    changes: true,
    lie: call => {
      for (const [name, value] of call.given) if (name !== 'jname') call.say(`${name}: ${value}`);
    },
  },
  jsnapshot: snapshotCommand,
  jstart: {
    ...jail,
    about: 'starts jails',
    run: jstart,
    optional: 'delay jname inter quiet',
    clears: 'jname',
    privileged: true,
    changes: true,
    before: call => {
      call.say('List of offline jail');
      call.fail('No jail specified');
    },
    lie: claim('jstart', 'Starting jail: %, parallel timeout=5'),
  },
  jstatus: {...jail, about: 'whether a guest exists', run: jstatus, optional: 'jname invert'},
  jstop: {
    ...jail,
    about: 'stops jails',
    run: jstop,
    optional: 'fast inter jname',
    clears: 'jname fast',
    privileged: true,
    changes: true,
    before: call => {
      call.say('List of online jail');
      call.fail('No jail specified');
    },
    lie: claim('jstop', 'Stopping jail: %, parallel timeout=5'),
  },
  jswmode: {
    ...jail,
    about: 'master, slave, maintenance',
    run: jswmode,
    required: 'jname mode',
    optional: 'comment',
    changes: true,
  },
  jwhereis: {...jail, about: 'the node of a guest', run: jwhereis},
};
