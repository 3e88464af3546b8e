#!/bin/bash
# tiny-guest.sh FOLDER IMAGE: a guest from Debian's packages alone, which are unpacked and never installed.
# Needs apt-get, dpkg-deb, cpio, mtools, syslinux and qemu-img; no mount, no root.
set -euo pipefail
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
KV=$(ls "$K/lib/modules")
mkdir -p $R/{bin,dev,proc,sys,tmp,www,etc,root,lib/modules,usr/share/udhcpc,etc/acpi/PWRF}
cp $K/bin/busybox $R/bin/; for a in sh ls cat mount insmod ip udhcpc httpd getty login poweroff sleep hostname tr dd cut mkdir acpid init; do ln -sf busybox $R/bin/$a; done
for m in kernel/drivers/virtio/{virtio_ring,virtio,virtio_pci_modern_dev,virtio_pci_legacy_dev,virtio_pci} kernel/drivers/block/virtio_blk kernel/net/core/failover kernel/drivers/net/net_failover kernel/drivers/net/virtio_net kernel/drivers/input/evdev kernel/drivers/acpi/button; do f=$K/lib/modules/$KV/$m.ko; [ -f $f ] || continue; cp $f $R/lib/modules/; echo $(basename $f) >> $R/lib/modlist; done
cat > $R/usr/share/udhcpc/default.script <<'Y'
#!/bin/sh
case "$1" in deconfig) ip link set $interface up;; bound|renew) ip addr add $ip/24 dev $interface; ip route add default via $router dev $interface; [ -n "$hostname" ] && hostname $hostname; echo "hello from $(hostname) ip=$ip sectors=$(cat /sys/block/vda/size) seed=$(dd if=/dev/vdb 2>/dev/null | tr '\0' '\n' | sed -n 's/^instance-id: //p')" > /www/index.html;; esac
Y
cat > $R/init <<'Y'
#!/bin/sh
export PATH=/bin
mount -t devtmpfs dev /dev; mount -t proc proc /proc; mount -t sysfs sys /sys
while read m; do insmod /lib/modules/$m; done < /lib/modlist
ip link set lo up; ip link set eth0 up; httpd -p 80 -h /www; acpid -l /dev/null
udhcpc -i eth0 -b -t 30 -T 1 -A 1 -O hostname -s /usr/share/udhcpc/default.script
exec init
Y
for a in sed; do ln -sf busybox $R/bin/$a; done
printf 'ttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100\n' > $R/etc/inittab; echo 'root::0:0:root:/root:/bin/sh' > $R/etc/passwd
printf '#!/bin/sh\npoweroff -f\n' > $R/etc/acpi/PWRF/00000080; chmod +x $R/init $R/usr/share/udhcpc/default.script $R/etc/acpi/PWRF/00000080
(cd $R && find . | cpio -o -H newc --quiet | gzip -9) > initrd.gz; cp $K/boot/vmlinuz-* vmlinuz
printf 'DEFAULT l\nPROMPT 0\nTIMEOUT 0\nLABEL l\n KERNEL vmlinuz\n INITRD initrd.gz\n APPEND console=ttyS0 quiet rdinit=/init\n' > syslinux.cfg
rm -f disk.raw; truncate -s 24M disk.raw; mformat -i disk.raw -T 49152 -h 16 -s 63 ::
mcopy -i disk.raw vmlinuz initrd.gz syslinux.cfg ::
syslinux --install disk.raw
qemu-img convert -f raw -O qcow2 disk.raw part.qcow2
mv part.qcow2 "$2"
