# What a host has of guests, their files, reservations, leases and doors: a line each, for a comparison with another time.
virsh() { command virsh -q -c qemu:///system "$@"; }
virsh list --all --name | sed -n 's/^./domain &/p'
virsh pool-list --all --name | sed -n 's/^ *\(.\)/pool \1/p'
virsh net-list --all --name | sed -n 's/^ *\(.\)/network \1/p'
virsh net-dumpxml construct 2>/dev/null | sed -n 's/^ *<host /live reservation &/p'
virsh net-dumpxml --inactive construct 2>/dev/null | sed -n 's/^ *<host /reservation &/p'
cat /var/lib/libvirt/dnsmasq/*.status 2>/dev/null | sed -n 's/^ *"ip-address"/lease &/p'
# what dnsmasq's helpers note of leases and cards is told above
find /var/lib/libvirt /etc/libvirt /etc/construct-tui ! -name '*.status' ! -name '*.macs' -type f 2>/dev/null
nft list ruleset
