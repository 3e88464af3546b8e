import type {CheckRow} from '../../../../model/doctor.ts';
import type {Step} from '../../../../model/plan.ts';
import {installStep} from '../../packages.ts';
import {run} from '../../plans/command.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, unknown, warn} from './judged.ts';

/** CBSD itself: its package, its rights, its place, and the programs that it calls. */
export const platformChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'package',
    title: 'CBSD is installed',
    wanted: 'the package cbsd',
    why: 'Without it there is nothing on this host to drive.',
    judge: ({cbsd: {installed, distribution}, system}) =>
      installed
        ? ok(`CBSD ${distribution || 'of an unknown version'}`)
        : missing(system === 'FreeBSD' ? 'no command cbsd' : `no command cbsd, and it runs on FreeBSD, not ${system}`),
    fix: 'Install the package cbsd',
    mend: ({system}) => (system === 'FreeBSD' ? {steps: [brings('cbsd')]} : null),
  },
  {
    id: 'account',
    title: 'Account cbsd',
    wanted: 'the user cbsd, which the package makes',
    why: 'initenv gives up without it, and the databases belong to it.',
    judge: ({cbsd: {installed, account}}) =>
      installed ? (account ? ok('there is a user cbsd') : missing('there is no user cbsd')) : null,
    fix: 'Make the user cbsd',
    harmless: true,
    mend: () => ({
      steps: [
        run(
          'Make the user cbsd',
          {argv: ['pw', 'useradd', 'cbsd', '-s', '/bin/sh', '-d', '/nonexistent', '-c', 'cbsd user']},
          {
            check: hostCheck('account', 'cbsd', 'yes', 'there is a user cbsd'),
            undo: [{argv: ['pw', 'userdel', 'cbsd']}],
            seconds: 2,
          },
        ),
      ],
    }),
  },
  {
    id: 'rights',
    title: 'Rights to change the host',
    wanted: 'root, or sudo or doas without a password',
    why: 'Guests, networks and file systems can only be changed by root.',
    judge: ({rights}) =>
      ({
        root: ok('root'),
        'platform-user': warn('the user cbsd: its commands go through sudo'),
        sudo: ok('sudo without a password'),
        doas: ok('doas without a password'),
        none: missing('neither root, nor sudo or doas without a password'),
      })[rights],
  },
  {
    id: 'workdir',
    title: 'Working directory',
    wanted: 'cbsd_workdir in /etc/rc.conf',
    why: 'Every command of CBSD ends at once where none is named.',
    judge: ({cbsd: {installed}, workdir}) =>
      installed ? (workdir === '' ? missing('/etc/rc.conf names none') : ok(workdir)) : null,
    fix: 'Set this host up',
    opens: 'setup',
  },
  {
    id: 'dataset',
    title: 'File system of its own',
    wanted: 'the working directory on a ZFS dataset of its own',
    why: 'Its guests can then be snapshot, moved and limited without the rest of the system.',
    judge: ({workdir, dataset, modules}) => {
      if (workdir === '') return null;
      if (!dataset && !modules.has('zfs'))
        return ok('no ZFS here: clones are whole copies, and there are no snapshots');
      if (!dataset) return warn('ZFS is here, and the working directory is not on it');
      return dataset.mountpoint === '/' ? warn(`it lies on the root dataset ${dataset.name}`) : ok(dataset.name);
    },
  },
  {
    id: 'initialised',
    title: 'CBSD is set up',
    wanted: 'everything that initenv leaves in the working directory',
    why: 'Half a node accepts commands and loses what they did.',
    judge({workdir, files, node, problems}) {
      if (workdir === '') return null;
      const lacking = ['nc.inventory', 'nodename', 'cmd.subr', 'var/db/local.sqlite'].filter(file => !files.has(file));
      if (lacking.length > 0) return missing(`${workdir} lacks ${lacking.join(', ')}`);
      if (!node) return unknown(problems[0] ?? 'its database could not be read');
      return node.node.name === '' ? missing('the inventory has no row for this node') : ok(`node ${node.node.name}`);
    },
    fix: 'Go on with the set-up',
    opens: 'setup',
  },
  {
    id: 'tmux',
    title: 'tmux',
    wanted: 'the program tmux',
    why: 'bstart runs every VM inside one; without it no VM starts.',
    judge: ({programs}) => (programs.has('tmux') ? ok('installed') : missing('not installed')),
    fix: 'Install the package tmux',
    harmless: true,
    mend: () => ({steps: [brings('tmux')]}),
  },
  {
    id: 'dialog',
    title: 'A dialog program',
    wanted: 'dialog, cdialog or bsddialog',
    why: "CBSD's own menus (-tui) need one, and FreeBSD 15 brings none; this program needs none.",
    judge: ({programs, cbsd: {installed}}) => {
      const here = ['dialog', 'cdialog', 'bsddialog'].find(name => programs.has(name));
      return installed ? (here ? ok(here) : warn('none is installed')) : null;
    },
    fix: 'Install the package cdialog',
    harmless: true,
    mend: () => ({steps: [brings('cdialog')]}),
  },
];

/** The program counts, not that its package is registered. */
const brings = (name: string): Step =>
  installStep([name], hostCheck('program', name, 'yes', `${name} is installed`), true);
