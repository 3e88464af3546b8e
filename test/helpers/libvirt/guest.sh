# Read by sh on a host of the test's own: guest.sh ADDRESS. A namespace `guest` on our bridge stands for a guest with that address: the
# packets of both are the same to the host.
set -e
ip netns add guest
ip link add g0 type veth peer name eth0 netns guest
ip link set g0 master virbr100 up
ip -n guest addr add "$1/24" dev eth0
ip -n guest link set eth0 up
ip -n guest route add default via 172.16.100.1
