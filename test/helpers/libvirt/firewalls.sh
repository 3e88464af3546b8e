# Read by sh on a host of the test's own: brings ufw and firewalld onto it from FIREWALLS, as their packages would install them; what stands for
# the guest, and somebody outside, answer at their ports 80, 81 and 1194/udp.
set -e
mkdir -p /tmp/firewalls-lib
mount -t tmpfs tmpfs /tmp/firewalls-lib
cp -a "$FIREWALLS/lib" /tmp/firewalls-lib/
mount -t overlay overlay -o "lowerdir=/tmp/firewalls-lib:$FIREWALLS/usr:/usr" /usr
cp -an "$FIREWALLS/etc/." /etc/
mkdir -p /var/lib/ufw /run/dbus /run/www
cp /usr/share/ufw/*.init /usr/share/ufw/ufw.conf /usr/share/ufw/iptables/*.rules /etc/ufw/
chmod 640 /etc/ufw/*.rules
mount -t tmpfs tmpfs /usr/share/polkit-1/actions
cp "$FIREWALLS/usr/share/polkit-1/actions/org.fedoraproject.FirewallD1.server.policy.choice" /usr/share/polkit-1/actions/org.fedoraproject.FirewallD1.policy
echo hello >/run/www/index.html
cd /run/www
ip netns exec guest "$BUSYBOX" httpd -p 80 -h /run/www
ip netns exec outside "$BUSYBOX" httpd -p 81 -h /run/www
ip netns exec guest python3 "$UDP" serve 1194 >/dev/null 2>&1 &
