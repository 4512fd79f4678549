# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client that parses nothing needs on the same server: the limits of the benchmarks. Over TLS, with one connection.

    limits.py beside RUNS PORT CA FIELDS COMMAND…
                                     FETCH of these header fields of both mailboxes and COMMAND in turns, BEFORE_EACH before
                                     each of them, the first pair not counted: median seconds of the FETCH, then what
                                     "mailbox.py time" says of COMMAND
    limits.py raw RUNS PORT CA FIELDS
                                     median seconds of that FETCH alone
    limits.py again RUNS PORT CA FIELDS CONF
                                     median seconds of a log-in with QRESYNC after ten new mails, and their FETCH
    limits.py store RUNS PORT CA     median seconds of one UID STORE that sets \\Flagged on every mail of INBOX (the log-in
                                     and SELECT before it are not counted), BEFORE_EACH before each
"""
import re
import socket
import ssl
import statistics
import subprocess
import sys
import time

from mailbox import medians, prepare, run_once

BOTH = ("INBOX", "Sent")


class Wire:
    """An IMAP connection that reads answers and parses none."""

    def __init__(self, port, ca):
        context = ssl.create_default_context(cafile=ca)
        self.wire = context.wrap_socket(socket.create_connection(("localhost", port)), server_hostname="localhost")
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire.recv(4096)
        self.ask("LOGIN anna secret-anna")

    def ask(self, line, keep=True):
        """The answer; of a long one that nobody reads, only its end."""
        self.wire.sendall(("x %s\r\n" % line).encode())
        heard, tail = [], b""
        while not re.search(rb"(^|\n)x [^\n]*\n$", tail):
            data = self.wire.recv(262144)
            if not data:
                sys.exit("the server hung up: %r" % tail[-200:])
            tail = (tail + data)[-1000:]
            if keep:
                heard.append(data)
        if not re.search(rb"(^|\n)x OK [^\n]*\n$", tail):
            sys.exit("%s is refused: %r" % (line[:60], tail[-200:]))
        return b"".join(heard).decode(errors="replace")

    def open(self, mailbox, known=None):
        how = " (QRESYNC (%s %s))" % (known[0], known[2]) if known else ""
        heard = self.ask("SELECT %s%s" % (mailbox, how))
        return [re.search(word + r" (\d+)", heard).group(1) for word in ("UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")]

    def fetch(self, first, fields):
        self.ask("UID FETCH %s:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (%s)])" % (first, fields), False)


def raw(port, ca, fields):
    """From the connection on, as a command that is run would need it."""
    begun = time.perf_counter()
    wire = Wire(port, ca)
    for mailbox in BOTH:
        wire.ask("EXAMINE " + mailbox)
        wire.fetch(1, fields)
    return time.perf_counter() - begun


def beside(runs, port, ca, fields, command):
    limit, taken = [], []
    for _ in range(runs + 1):
        prepare()
        limit.append(raw(port, ca, fields))
        prepare()
        taken.append(run_once(command))
    print("%.5f %s" % (statistics.median(limit[1:]), medians(taken[1:])))


def again(runs, port, ca, fields, conf):
    """Log-in, ENABLE, SELECT with QRESYNC and FETCH of what is new, in both mailboxes."""
    took = []
    for _ in range(runs + 1):
        wire = Wire(port, ca)
        wire.ask("ENABLE QRESYNC")
        known = {mailbox: wire.open(mailbox) for mailbox in BOTH}
        for number in range(10):
            subprocess.run(["doveadm", "-c", conf, "save", "-u", "anna", "-m", "INBOX", "-"], check=True,
                           input=b"From: c@example.net\nTo: anna@example.org\nSubject: new %d\n\nnew\n" % number)
        begun = time.perf_counter()
        wire = Wire(port, ca)
        wire.ask("ENABLE QRESYNC")
        for mailbox, state in known.items():
            if wire.open(mailbox, state)[1] != state[1]:
                wire.fetch(state[1], fields)
        took.append(time.perf_counter() - begun)
    return took[1:]


def store(port, ca):
    prepare()
    wire = Wire(port, ca)
    wire.open("INBOX")
    begun = time.perf_counter()
    wire.ask(r"UID STORE 1:* +FLAGS.SILENT (\Flagged)")
    return time.perf_counter() - begun


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[1] not in ("beside", "raw", "again", "store"):
        sys.exit(__doc__)
    count, where = int(sys.argv[2]), (int(sys.argv[3]), sys.argv[4])
    if sys.argv[1] == "beside":
        beside(count, *where, sys.argv[5], sys.argv[6:])
    elif sys.argv[1] == "again":
        print("%.5f" % statistics.median(again(count, *where, *sys.argv[5:])))
    else:
        alone = store if sys.argv[1] == "store" else raw
        print("%.5f" % statistics.median([alone(*where, *sys.argv[5:]) for _ in range(count + 1)][1:]))
