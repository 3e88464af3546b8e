/** The shipped jail profiles beside `default`, in the form of defaults.ts. Linux ones share the settings below. */
export const jailProfiles: readonly {readonly name: string; readonly linux: boolean; readonly settings: string}[] = [
  {
    name: 'vnet',
    linux: false,
    settings: `jail_profile=vnet | default_jailname=vnet | default_domain=example.com | emulator=jail | jail_active=1
long_description=VNET-enabled jail | jailskeldir=$workdir/share/%{platform}-jail-vnet-skel | interface=0
vimage=1 | vnet=1 | ip4_addr=0 | runasap=0 | devfs_ruleset=5 | jnameserver=0`,
  },
  {
    name: 'trusted',
    linux: false,
    settings: `jail_profile=trusted | default_jailname=jail | default_domain=my.domain | emulator=jail | jail_active=1
long_description=All options are enabled by default with unhide all /dev entries. Use only for own/trusted resources
runasap=0 | devfs_ruleset=99 | allow_mount=1 | allow_nullfs=1 | allow_fusefs=1 | allow_fdescfs=1
allow_devfs=1 | mount_fdescfs=1 | allow_dying=1 | allow_procfs=1 | allow_tmpfs=1 | sysvsem=new | sysvshm=new
sysvmsg=new | allow_reserved_ports=1 | allow_unprivileged_proc_debug=1 | childrenmax=99 | persist=1
enforce_statfs=1 | applytpl=1 | floatresolv=1 | mount_devfs=1 | mkhostsfile=1 | vimage=1 | vnet=1
allow_read_msgbuf=1 | allow_vmm=1 | allow_linprocfs=1 | allow_linsysfs=1 | jnameserver=0`,
  },
  {
    name: 'puppet',
    linux: false,
    settings: `jail_profile=puppet | default_jailname=app | default_domain=my.domain | emulator=jail
long_description=Jail served by Puppet helper | jailskeldir=%{workdir}/share/%{platform}-jail-puppet-skel
jailsysskeldir=%{workdir}/share/%{platform}-jail-puppet-system-skel | runasap=0 | jnameserver=0`,
  },
  {
    name: 'cbsdpuppet',
    linux: false,
    settings: `jail_profile=cbsdpuppet | default_jailname=cbsdpuppet | default_domain=my.domain | emulator=jail
jail_active=1 | long_description=cbsdpuppet jail for CBSD puppet based helpers | interface=0 | astart=0
ip4_addr=0 | tpl_pkglist=sysutils/puppet8 | runasap=0 | jnameserver=0 | hidden=1`,
  },
  {
    name: 'debian_bookworm',
    linux: true,
    settings: `jail_profile=debian_bookworm | default_jailname=debjail
long_description=Linuxulator based Debian bookworm environment
customskel=%{distdir}/share/Linux-jail-debian-bookworm-skel
jailsysskeldir=%{distdir}/share/Linux-jail-debian-bookworm-system-skel | ver=bookworm`,
  },
  {
    name: 'debian_bullseye',
    linux: true,
    settings: `jail_profile=debian_bullseye | default_jailname=debjail
long_description=Linuxulator based Debian bullseye environment
customskel=%{distdir}/share/Linux-jail-debian-bullseye-skel
jailsysskeldir=%{distdir}/share/Linux-jail-debian-bullseye-system-skel | ver=bullseye`,
  },
  {
    name: 'devuan_daedalus',
    linux: true,
    settings: `jail_profile=devuan_daedalus | default_jailname=devjail
long_description=Linuxulator based Devuan daedalus environment (FreeBSD 15 only?)
customskel=%{distdir}/share/Linux-jail-debian-daedalus-skel
jailsysskeldir=%{distdir}/share/Linux-jail-devuan-daedalus-system-skel | ver=daedalus`,
  },
  {
    name: 'rocky_8',
    linux: true,
    settings: `jail_profile=rocky_8 | default_jailname=rockjail | long_description=Linuxulator based Rocky 8 environment
customskel=%{distdir}/share/Linux-jail-rocky-8-skel
jailsysskeldir=%{distdir}/share/Linux-jail-rocky-8-system-skel | ver=rocky_8`,
  },
  {
    name: 'rocky_9',
    linux: true,
    settings: `jail_profile=rocky_9 | default_jailname=rockjail | long_description=Linuxulator based Rocky 9 environment
customskel=%{distdir}/share/Linux-jail-rocky-9-skel
jailsysskeldir=%{distdir}/share/Linux-jail-rocky-9-system-skel | ver=rocky_9`,
  },
  {
    name: 'ubuntu_jammy',
    linux: true,
    settings: `jail_profile=ubuntu_jammy | default_jailname=ubjail
long_description=Linuxulator based Ubuntu jammy environment
customskel=%{distdir}/share/Linux-jail-ubuntu-jammy-skel
jailsysskeldir=%{distdir}/share/Linux-jail-ubuntu-jammy-system-skel | ver=jammy`,
  },
];

export const linuxJail = `default_domain=my.domain | emulator=jail | jailskeldir= | jail_active=1 | platform=Linux | baserw=1
applytpl=0 | exec_start=/bin/true | exec_stop=/bin/true | runasap=0 | pkg_bootstrap=0
tui_user_root_pw_enable=0 | tui_add_user_enable=0 | tui_services_enable=0 | tui_pkg_bootstrap_enable=0
tui_baserw_enable=0 | tui_ver_enable=0 | tui_arch_enable=0 | tui_pkglist_enable=0 | mount_ports=0
etcupdate_init=0 | jnameserver=0`;
