import {join} from 'node:path';
import {host} from '../host.ts';

type Package = {
  readonly version: string;
  readonly comment: string;
  readonly bytes: number;
  readonly needs: readonly string[];
  /** Programs and where a real host has them. */
  readonly programs: Readonly<Record<string, string>>;
};

const local = (name: string): string => `/usr/local/bin/${name}`;

/** What the practice repository holds of what CBSD needs (facts/cbsd-ops 1.1). */
export const repository: Readonly<Record<string, Package>> = {
  cbsd: {
    ...{version: host.version, comment: 'Framework for jails, bhyve and other guests', bytes: 3_145_728},
    needs: ['sudo', 'rsync', 'sqlite3'],
    programs: {cbsd: local('cbsd'), initenv: `${host.distdir}/sudoexec/initenv`},
  },
  sudo: {
    ...{version: '1.9.16', comment: 'Allow others to run commands as root', bytes: 1_258_291, needs: []},
    programs: {sudo: local('sudo'), visudo: '/usr/local/sbin/visudo'},
  },
  rsync: {
    ...{version: '3.3.0', comment: 'Network file distribution utility', bytes: 390_000, needs: []},
    programs: {rsync: local('rsync')},
  },
  sqlite3: {
    ...{version: '3.46.1', comment: 'SQL database engine in a C library', bytes: 1_500_000, needs: []},
    programs: {sqlite3: local('sqlite3')},
  },
  cdialog: {
    ...{version: '1.3.20240101', comment: 'Script-driven dialogs', bytes: 400_000, needs: []},
    programs: {cdialog: local('cdialog')},
  },
  tmux: {
    ...{version: '3.5a', comment: 'Terminal Multiplexer', bytes: 500_000, needs: []},
    programs: {tmux: local('tmux')},
  },
};

/** Programs that a blank host lacks until their package brings them. */
export const packaged: ReadonlySet<string> = new Set(
  Object.values(repository).flatMap(({programs}) => Object.keys(programs)),
);

/** Where the programs of packages wait until pkg installs them. */
export const packagesFolder = (folder: string): string => join(folder, 'packages');
