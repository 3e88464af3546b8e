#!/bin/sh
# guest.sh FOLDER UNPACKED (MEDIUM MAC)…: what cloud-init makes of a medium at a start of a system: this machine's files, over which a folder in
# memory lies, with a network card of that address and without a network. A second medium is that of a clone, at its own first start.
# Namespaces for it have been made.
set -e
folder=$1
unpacked=$2
shift 2
mount -t tmpfs tmpfs "$folder"
root=$folder/root
mkdir -p "$folder/up" "$folder/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/up,workdir=$folder/work" "$root"
cp -a "$unpacked/usr" "$unpacked/etc" "$root/"
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --rbind /dev "$root/dev"
for d in run tmp; do mount -t tmpfs tmpfs "$root/$d"; done
seed=$root/var/lib/cloud/seed/nocloud
mkdir -p "$seed" "$root/etc/cloud/cloud.cfg.d" "$root/etc/netplan" "$root/etc/made"
echo 'datasource_list: [NoCloud]' >"$root/etc/cloud/cloud.cfg.d/99-test.cfg"
# stand-ins: they apply nothing, and packages are only asked for
for tool in netplan udevadm update-locale; do
  rm -f "$root/usr/bin/$tool"
  printf '#!/bin/sh\n' >"$root/usr/sbin/$tool"
done
printf '#!/bin/sh\necho "$*" >>/etc/made/asked\n' >"$root/usr/bin/apt-get"
chmod +x "$root/usr/sbin/netplan" "$root/usr/sbin/udevadm" "$root/usr/sbin/update-locale"
rm -f "$root/etc/machine-id" "$root/etc/ssh/"ssh_host_*
ip link set lo up
hostname blank

while [ $# -gt 0 ]; do
  # the kernel of this machine may have no iso9660: what lies on the medium is brought to where NoCloud looks for a folder
  isoinfo -d -i "$1" | grep '^Volume id: '
  rm -f "$seed"/* "$root/etc/netplan/"* "$root/etc/made/"*
  rm -rf "$root/run/cloud-init"
  for f in user-data meta-data network-config; do
    isoinfo -R -i "$1" -x "/$f" >"$seed/$f"
    [ -s "$seed/$f" ] || rm "$seed/$f"
  done
  ip link add ens3 address "$2" type veth peer name other
  for stage in 'init --local' init 'modules --mode=config' 'modules --mode=final'; do
    # shellcheck disable=SC2086
    PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /usr/bin/python3 -m cloudinit.cmd.main $stage >>"$folder/said" 2>&1 || echo "$stage ended with $?"
  done
  echo "hostname $(hostname)"
  ip -o link show | sed -n 's/^[0-9]*: \([^@:]*\).*link\/ether \([^ ]*\).*/card \1 \2/p'
  ip link delete other
  (
    cd "$root"
    for f in etc/passwd etc/shadow etc/timezone etc/sudoers.d/90-cloud-init-users etc/ssh/sshd_config etc/ssh/sshd_config.d/* run/cloud-init/result.json \
      $(find home etc/made etc/netplan -name authorized_keys -o -path 'etc/made/*' -type f -o -name '*.yaml'); do
      [ ! -e "$f" ] || { chroot . /usr/bin/stat -c "$f is %U:%G %a" "$f"; sed "s|^|$f: |" "$f"; echo; }
    done
    grep -E 'WARNING|ERROR' var/log/cloud-init.log | sed 's/^/log: /'
    : >var/log/cloud-init.log
  )
  shift 2
done
