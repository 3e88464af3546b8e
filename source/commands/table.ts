import {change} from './change.ts';
import {clone} from './clone.ts';
import type {HeadlessCommand} from './command.ts';
import {create} from './create.ts';
import {destroy} from './destroy.ts';
import {doctor, doctorWithoutHost} from './doctor.ts';
import {expose} from './expose.ts';
import {form} from './form.ts';
import {hardwareCommands} from './hardware-commands.ts';
import {jobs} from './jobs.ts';
import {keepRules} from './keep.ts';
import {library} from './library.ts';
import {list} from './list.ts';
import {login} from './login.ts';
import {ports} from './ports.ts';
import {rename, set} from './set.ts';
import {setup} from './setup.ts';
import {show} from './show.ts';
import {listSnapshots, snapshot} from './snapshot.ts';
import {vnc} from './vnc.ts';

/** Every command that works on a host; help text and man page are made from these rows. */
export const headlessCommands: readonly HeadlessCommand[] = [
  {words: ['list'], usage: 'list', help: 'jails, VMs and containers in one table', reads: true, run: list},
  {
    words: ['show'],
    usage: 'show NAME',
    help: 'one guest: facts, addresses, forwards, the ways to its screen, settings',
    reads: true,
    run: show,
  },
  {
    words: ['create', 'jail'],
    usage:
      'create jail NAME [--set FIELD=VALUE]… [--set-file FIELD=PATH]… [--answers FILE] [--save FILE] [--like GUEST]',
    help: 'create a jail and start it',
    reads: true,
    makes: true,
    run: create('create-jail'),
  },
  {
    words: ['create', 'vm'],
    usage: 'create vm NAME [--set FIELD=VALUE]… [--set-file FIELD=PATH]… [--answers FILE] [--save FILE] [--like GUEST]',
    help: 'create a VM and start it',
    reads: true,
    makes: true,
    run: create('create-vm'),
  },
  {
    words: ['clone'],
    usage: 'clone SOURCE NAME… [--set FIELD=VALUE]…',
    help: 'copy a guest under new names, each with an identity of its own',
    reads: true,
    run: clone,
  },
  {
    words: ['expose'],
    usage: 'expose NAME PORT… [--from CIDR,…] [--address HOST_IP]',
    help: 'lead ports of the host to a guest: 8080:80, 53:8600/tcp+udp, 8300-8302, web; stored: load what is stored again',
    reads: true,
    run: expose('expose'),
  },
  {
    words: ['unexpose'],
    usage: 'unexpose NAME PORT…',
    help: 'withdraw ports; all: every one; left-over: only live rules that should not be',
    reads: true,
    run: expose('unexpose'),
  },
  {
    words: ['ports'],
    usage: 'ports [NAME] [--try]',
    help: 'the port map: stored, live, reachable, conflicts with whom',
    reads: true,
    run: ports,
  },
  {
    words: ['promote'],
    usage: 'promote NAME…',
    help: 'let clones stand by themselves: what they were cloned from hangs on them then',
    reads: true,
    run: change('promote'),
  },
  {
    words: ['keep', 'rules'],
    usage: 'keep rules [--confirm-network ask|none]',
    help: 'let the host’s own firewall rules stay, which CBSD’s every load takes away otherwise',
    reads: true,
    run: keepRules,
  },
  {words: ['start'], usage: 'start NAME…', help: 'start guests', reads: true, run: change('start')},
  {words: ['stop'], usage: 'stop NAME…', help: 'stop guests', reads: true, run: change('stop')},
  {
    words: ['kill'],
    usage: 'kill NAME…',
    help: 'switch guests off at once, as if their power was cut',
    reads: true,
    run: change('kill'),
  },
  {
    words: ['end', 'maintenance'],
    usage: 'end maintenance NAME…',
    help: 'take away the mark that a broken stop or create left, once nothing works for the guest any more',
    reads: true,
    run: change('end-maintenance'),
  },
  {words: ['restart'], usage: 'restart NAME…', help: 'stop guests and start them', reads: true, run: change('restart')},
  {
    words: ['pause'],
    usage: 'pause NAME…',
    help: 'hold VMs still, their memory kept',
    reads: true,
    run: change('pause'),
  },
  {words: ['resume'], usage: 'resume NAME…', help: 'let paused VMs go on', reads: true, run: change('resume')},
  {
    words: ['set'],
    usage: 'set NAME,… FIELD=VALUE…',
    help: 'change settings of guests; what needs a restart is said (restart=1 does it)',
    reads: true,
    run: set,
  },
  {words: ['rename'], usage: 'rename NAME NEW', help: 'give a stopped guest another name', reads: true, run: rename},
  {words: ['protect'], usage: 'protect NAME…', help: 'let no removal take guests', reads: true, run: change('protect')},
  {
    words: ['unprotect'],
    usage: 'unprotect NAME…',
    help: 'let guests be removed again',
    reads: true,
    run: change('unprotect'),
  },
  {
    words: ['snapshot', 'list'],
    usage: 'snapshot list NAME',
    help: 'the snapshots of a guest',
    reads: true,
    run: listSnapshots,
  },
  {
    words: ['snapshot', 'create'],
    usage: 'snapshot create NAME [SNAPSHOT]',
    help: 'take a snapshot of a guest',
    reads: true,
    run: snapshot('create'),
  },
  {
    words: ['snapshot', 'rollback'],
    usage: 'snapshot rollback NAME SNAPSHOT --confirm NAME',
    help: 'back to a snapshot; what was written since and newer snapshots are lost',
    reads: true,
    run: snapshot('rollback'),
  },
  {
    words: ['snapshot', 'remove'],
    usage: 'snapshot remove NAME SNAPSHOT --confirm NAME',
    help: 'remove a snapshot',
    reads: true,
    run: snapshot('remove'),
  },
  ...hardwareCommands,
  {
    words: ['destroy'],
    usage: 'destroy NAME… --confirm NAME,…',
    help: 'remove guests with everything in them',
    reads: true,
    run: destroy,
  },
  {
    words: ['login'],
    usage: 'login NAME',
    help: 'hands this terminal to a shell in the guest',
    reads: true,
    hands: true,
    run: login('login'),
  },
  {
    words: ['console'],
    usage: 'console NAME',
    help: 'hands this terminal to the console of a VM',
    reads: true,
    hands: true,
    run: login('console'),
  },
  {words: ['vnc'], usage: 'vnc NAME', help: 'a local port that leads to the screen of a VM', reads: true, run: vnc},
  {
    words: ['setup'],
    usage: 'setup [--set FIELD=VALUE]… [--answers FILE] [--save FILE] [--confirm-network ask|none]',
    help: 'make a node of this host, or bring it up to date',
    reads: false,
    bare: true,
    run: setup,
  },
  {
    words: ['form'],
    usage:
      'form create jail|create vm|clone|expose|unexpose|setup|set|rename|snapshot create|disk add|disk grow|nic add|nic set|import',
    help: 'the fields of a form: id, kind, default, allowed values',
    reads: true,
    run: form,
  },
  {
    words: ['bases'],
    usage: 'bases [list] · bases fetch|verify|remove VERSION…',
    help: 'what jails are made of: fetched before it is needed, verified, removed',
    reads: true,
    run: library('bases'),
  },
  {
    words: ['media'],
    usage: 'media [list] · media fetch|verify|remove PROFILE…',
    help: 'installers and cloud images of VMs: which are here, and the others; verify asks the mirrors of one that is not',
    reads: true,
    run: library('media'),
  },
  {
    words: ['doctor'],
    usage: 'doctor [--strict] [--mend CHECK,…|all]',
    help: 'what the host has and lacks for guests, why it matters, and the plan that mends it',
    reads: false,
    anywhere: doctorWithoutHost,
    run: doctor,
  },
  {
    words: ['jobs'],
    usage: 'jobs [ID] · jobs attach|cancel|undo|retry|leave|kill|confirm ID · jobs audit',
    help: 'list, show, follow or cancel jobs; take one back, go on with it, let it be, kill a tool that asks without end, or confirm that you still get in; who did what',
    reads: false,
    run: jobs,
  },
];
