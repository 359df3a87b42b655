"""A network path between two TUN interfaces: packets from the first to the second come late, and some never.

path_emulator.py FIRST SECOND DELAY_MS LOSS_PERCENT READY_FILE

Stands in for netem where the kernel lacks it. The interfaces are made here and may be moved to namespaces
once READY_FILE exists; they go when this program ends.
"""

import fcntl
import os
import random
import select
import struct
import sys
import time
from collections import deque

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x0001 | 0x1000
MAX_PACKET = 65536
# Packets in flight; what is more is lost, as in a router's queue.
QUEUE_LIMIT = 100_000


def open_tun(name):
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_NO_PI))
    return tun


def packets(tun):
    while True:
        try:
            yield os.read(tun, MAX_PACKET)
        except OSError:  # Nothing more, or the interface is not up yet.
            return


def send(tun, packet):
    try:
        os.write(tun, packet)
    except OSError:
        pass  # A full queue or a closed interface: lost.


def main():
    first_name, second_name, delay_ms, loss_percent, ready = sys.argv[1:]
    first, second = open_tun(first_name), open_tun(second_name)
    delay, loss = float(delay_ms) / 1000, float(loss_percent) / 100
    with open(ready, "w", encoding="ascii"):
        pass
    under_way = deque()
    poll = select.poll()
    poll.register(first, select.POLLIN)
    poll.register(second, select.POLLIN)
    while True:
        wait = max(0.0, under_way[0][0] - time.monotonic()) * 1000 if under_way else None
        events = poll.poll(wait)
        if any(event & select.POLLERR for _, event in events):
            time.sleep(0.01)  # Not up yet.
        now = time.monotonic()
        for packet in packets(first):
            if random.random() >= loss and len(under_way) < QUEUE_LIMIT:
                under_way.append((now + delay, packet))
        for packet in packets(second):
            send(first, packet)
        while under_way and under_way[0][0] <= time.monotonic():
            send(second, under_way.popleft()[1])


main()
