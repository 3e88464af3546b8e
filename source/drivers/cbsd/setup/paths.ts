import {distdir} from '../paths.ts';

/** The host's own files that a set-up changes (cbsd-ops 1.6). */
export const hostFiles = {
  rc: '/etc/rc.conf',
  loader: '/boot/loader.conf',
  sysctl: '/etc/sysctl.conf',
  sudoers: '/usr/local/etc/sudoers.d/10_cbsd_sudoers',
  oldSudoers: '/usr/local/etc/sudoers.d/cbsd_sudoers',
  pf: '/etc/pf.conf',
} as const;

export const initenv = `${distdir}/sudoexec/initenv`;

/** Folders and files that CBSD lays out at the top of its workdir, whatever is in them (cbsd-ops 1.6). */
export const ownNames: ReadonlySet<string> = new Set(
  `.cbsd_history .rnd .ssh basejail bases bin cmd.subr dir.id etc export formfile ftmp import jails jails-data jails-fstab
jails-rcconf jails-system modules nc.inventory nodename nodes rc.conf sbin share spool src sudoexec tmp upgrade var ver vm`.split(
    /\s+/,
  ),
);
