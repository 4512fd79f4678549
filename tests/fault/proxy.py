#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between cmc and a real server, and fails at a byte.

    proxy.py PORT TARGET-PORT RULE LOG

RULE is a file, read anew for each connection: "DIRECTION HOW N" with DIRECTION down (from the server) or up, HOW cut, reset
or stall, N the number of the byte in that direction that is not passed on any more, or HOW pace, N bytes a second; empty =
passes all. LOG gets a line for each connection that ends: how many bytes went up and down.
"""
import os
import select
import socket
import struct
import sys
import threading
import time

port, target, rule_name, log_name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]


def pump(client):
    server = socket.create_connection(("127.0.0.1", target))
    words = open(rule_name).read().split() if os.path.exists(rule_name) else []
    left = {"up": None, "down": None}
    pace = {}
    if len(words) == 3:
        (pace if words[1] == "pace" else left)[words[0]] = int(words[2])
    moved = {"up": 0, "down": 0}
    sides = {client: ("up", server), server: ("down", client)}
    try:
        while True:
            for ready in select.select(list(sides), [], [])[0]:
                direction, other = sides[ready]
                data = ready.recv(65536)
                if not data:
                    return
                cut = left[direction] is not None and moved[direction] + len(data) >= left[direction]
                if cut:
                    data = data[: left[direction] - moved[direction]]
                if direction in pace:
                    time.sleep(len(data) / pace[direction])
                other.sendall(data)
                moved[direction] += len(data)
                if not cut:
                    continue
                if words[1] == "stall":
                    time.sleep(3600)
                if words[1] == "reset":
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
    except OSError:
        return
    finally:
        client.close()
        server.close()
        with open(log_name, "a") as log:
            log.write("up %d down %d\n" % (moved["up"], moved["down"]))


listener = socket.create_server(("127.0.0.1", port), backlog=64)
while True:
    threading.Thread(target=pump, args=(listener.accept()[0],), daemon=True).start()
