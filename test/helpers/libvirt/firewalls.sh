# Read by sh on a host of the test's own: brings ufw and firewalld onto it from FIREWALLS, as their packages would install them, and a guest and
# somebody outside who answer at their ports 80 and 81.
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
# a namespace stands for a guest: the packets of both are the same to the firewall
ip netns add guest
ip link add g0 type veth peer name eth0 netns guest
ip link set g0 master virbr100 up
ip -n guest addr add 172.16.100.50/24 dev eth0
ip -n guest link set eth0 up
ip -n guest route add default via 172.16.100.1
echo hello >/run/www/index.html
cd /run/www
ip netns exec guest "$BUSYBOX" httpd -p 80 -h /run/www
ip netns exec outside "$BUSYBOX" httpd -p 81 -h /run/www
