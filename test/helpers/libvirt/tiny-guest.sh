#!/bin/bash
# tiny-guest.sh FOLDER IMAGE: a guest from Debian's packages alone, which are unpacked and never installed.
# Needs apt-get, dpkg-deb, cpio, mtools, syslinux and qemu-img; no mount, no root.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
cd "$1"
K=$PWD/k
R=$PWD/root
rm -rf "$R"
if [ ! -d "$K/lib/modules" ]; then
  mkdir -p dl
  kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ && !found {print $2; found = 1}')
  (cd dl && apt-get download -qq busybox-static "$kernel")
  for d in dl/*.deb; do dpkg-deb -x "$d" "$K"; done
fi
modules=$(echo "$K"/lib/modules/*/kernel)
mkdir -p "$R"/{bin,dev,proc,sys,tmp,seed,etc,root,lib/modules,usr/share/udhcpc,etc/acpi/PWRF,www/cgi-bin}
cp "$K/bin/busybox" "$R/bin/"
for applet in sh cat mount insmod ip udhcpc httpd getty login poweroff dd tr sed sync hostname findfs acpid init; do
  ln -s busybox "$R/bin/$applet"
done
# in the order in which they need each other; what a kernel has built in has no file
for m in drivers/virtio/{virtio_ring,virtio,virtio_pci_modern_dev,virtio_pci_legacy_dev,virtio_pci} drivers/block/virtio_blk \
  net/core/failover drivers/net/{net_failover,virtio_net} drivers/input/evdev drivers/acpi/button drivers/cdrom/cdrom fs/isofs/isofs; do
  [ -f "$modules/$m.ko" ] || continue
  cp "$modules/$m.ko" "$R/lib/modules/"
  echo "${m##*/}.ko" >>"$R/lib/modlist"
done
cp "$here/guest/init" "$R/init"
cp "$here/guest/lease" "$R/usr/share/udhcpc/default.script"
cp "$here/guest/page" "$R/www/cgi-bin/index.cgi"
cp "$here/guest/mark" "$R/www/cgi-bin/mark"
printf '#!/bin/sh\npoweroff -f\n' >"$R/etc/acpi/PWRF/00000080"
printf 'ttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100\n' >"$R/etc/inittab"
echo 'root::0:0:root:/root:/bin/sh' >"$R/etc/passwd"
chmod +x "$R"/{init,usr/share/udhcpc/default.script,etc/acpi/PWRF/00000080} "$R"/www/cgi-bin/*
(cd "$R" && find . | cpio -o -H newc --quiet | gzip -9) >initrd.gz
cp "$K"/boot/vmlinuz-* vmlinuz
# what an emulated processor would spend seconds on
saved='cryptomgr.notests nokaslr mitigations=off tsc=reliable no_timer_check audit=0 ipv6.disable=1 lsm=capability'
printf '%s\n' 'DEFAULT l' 'PROMPT 0' 'TIMEOUT 0' 'LABEL l' ' KERNEL vmlinuz' ' INITRD initrd.gz' \
  " APPEND console=ttyS0 quiet rdinit=/init $saved" >syslinux.cfg
rm -f disk.raw
truncate -s 24M disk.raw
mformat -i disk.raw -T 49152 -h 16 -s 63 ::
mcopy -i disk.raw vmlinuz initrd.gz syslinux.cfg ::
syslinux --install disk.raw
qemu-img convert -f raw -O qcow2 disk.raw part.qcow2
mv part.qcow2 "$2"
