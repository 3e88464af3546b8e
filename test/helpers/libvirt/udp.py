# serve PORT: answers every datagram with the address that it came from. ask ADDRESS PORT: sends one, and tells the answer and who gave it.
import socket
import sys

what, *words = sys.argv[1:]
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
if what == "serve":
    s.bind(("", int(words[0])))
    while True:
        _, peer = s.recvfrom(512)
        s.sendto(peer[0].encode(), peer)
s.settimeout(2)
s.sendto(b"?", (words[0], int(words[1])))
answer, peer = s.recvfrom(512)
print(answer.decode(), *peer)
