#!/bin/sh
# host.sh FOLDER: a libvirt of its own; the namespaces have been made. It ends when its input does.
set -e
mount -t tmpfs tmpfs "$1"
for d in etc var/lib var/log var/cache; do
  mkdir -p "$1/$d/up" "$1/$d/work"
  mount -t overlay overlay -o "lowerdir=/$d,upperdir=$1/$d/up,workdir=$1/$d/work" "/$d"
done
mount -t tmpfs tmpfs /run
mkdir -p /run/libvirt /run/lock "$1/home"
# nothing of the machine's own is seen
rm -rf /var/lib/libvirt /etc/libvirt/qemu /etc/construct-tui /var/lib/construct-tui
mkdir -p /var/lib/libvirt/images /etc/libvirt/qemu
chmod 711 /var/lib/libvirt/images
ip link set lo up
# somebody outside of the host, who reaches it by 10.98.0.1
ip netns add outside
ip link add h0 type veth peer name c0 netns outside
ip addr add 10.98.0.1/24 dev h0
ip link set h0 up
ip -n outside addr add 10.98.0.2/24 dev c0
ip -n outside link set c0 up
virtlogd -d
libvirtd -d
i=0
until virsh -c qemu:///system uri >/dev/null 2>&1; do
  i=$((i + 1))
  [ "$i" -lt 600 ] || { echo 'libvirtd does not answer' >&2; exit 1; }
  sleep 0.05
done
echo ready
cat >/dev/null
