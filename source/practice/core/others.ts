/** CBSD 14.1.3a has these commands too; the practice host says so instead of pretending or claiming that they do not exist. */
export const otherNames: ReadonlySet<string> = new Set(
  `
apply attachgeli attachzfs bases baseupdate bcheckpoint bchroot bcleanup bclone bconfig bconstruct-tui bcontrol-tui
bcreate bdescr bdestroy bexec bexport bget bhyve-controller bhyve-controller-list bhyve-controller-tui bhyve-dsk
bhyve-dsk-list bhyve-dsk-tui bhyve-exist bhyve-nic bhyve-nic-list bhyve-nic-tui bhyve-nvme bhyve-nvme-list bhyve-
nvme-tui bhyve-p9shares bhyve-ppt bhyvecfg-passhtu-tui bimport bjail blogin bls bmigrate bootmgmt bootmgmt-pxe
border border-tui bpause bpcibus brctl-tui bregister bremove brename brenice brestart bscp bset bsetup-tui bsnapshot
bstart bstop bswmode buildkernel buildworld bunregister bwhereis capabilities carpcfg carpcontrol cbsdchown cbsdd
cbsdsh check_for_empty_hdd checkip checkrhost cluster copy-binlib cpu-topology cpuset delete-old-libs destroy
detachzfs dhcpd dhcpdv6 disks-list distccmakeconf distribution emulator etcupdate expose fetch_iso find_free_cidr4
forms freectr freejname fwcounters fwefi geli get-next-ng-port get-next-nic get-next-tcp-port get-next-vale-port
get-profiles getinfo getip-by-nics getnics-by-ip help history images images-list imghelper-tui imgpart imgpart2
imgremove imgtype initenv initenv-tui install-pkg-world installkernel installworld iscsi-discovery j2prepare j2slave
jail2iso jailmapdb jailnic-tui jbackup jcleanup jclone jcoldmigrate jconfig jconstruct jconstruct-tui jcontrol-tui
jcreate jdescr jdestroy jexec jexport jgensecrets jget jimport jlogin jls jmkrcconf jmkrctlconf jorder jorder-tui
jpause jrclone jrctl jrctl-tui jregister jremove jrename jrenice jrestart jrsyncconf jscp jset jsetup-tui jsnapshot
jstart jstatus jstop jswmode junregister jupgrade jwhereis kernel kernels login make_tmp_helper makejconf makeresolv
makescene media merge mkdatadir mkdistribution mkinventory mkjhosts module mountfstab mountmd natcfg natcfg-tui
natoff naton ndescr netinv nexttask nics-list nlogin node nodeaddkey nodescp objls packages path2jail pkgbrowsecat
pkgbrowser placeholder portsup preparebase pull qcleanup qconfig qconstruct-tui qcreate qdestroy qemu-dsk-tui qemu-
nic-tui qexec qget qlogin qls qorder qremove qset qsetup-tui qstart qstop qwhereis rctlcounters register_base
register_kernel register_source removekernel removeobj removesrc replacewdir repo repo-tui retrinv rexe
rsyncdoff rsyncdon save-jail-info secretsfile show_profile_list sockstat sources sqlrep src srcpatch srcup
srvbrowser-tui sshkey status summary task taskls trafstat unmountfstab unmountmd unregister_base
unregister_kernel up upgrade valecfg valecfg-tui vconfig vconstruct-tui vcontrol-tui vcreate vhidcfg vhidcfg-tui vls
vm-cpu-topology vm-cpu-topology-tui vm-packages vm-packages-tui vpc vremove vset vsetup-tui vstart vstop world
xcheckpoint xconfig xconstruct-tui xcreate xdestroy xen-dsk xen-dsk-list xen-dsk-tui xen-exist xen-nic-tui xget
xlogin xls xmigrate xorder xregister xremove xset xsetup-tui xstart xstop xunregister xwhereis zfs-migrator zfs-recv`
    .trim()
    .split(/\s+/),
);
