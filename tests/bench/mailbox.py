# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox for benchmarks, and how a process is measured.

    mailbox.py fill MAILDIR COUNT        COUNT mails: 70 % in INBOX, 30 % in Sent, 6 KB median, a fifth of them with
                                         contacts (contact1@example.net …), threads, lists, bounces, automatic answers
    mailbox.py raw PORT CA FIELDS        seconds of FETCH of these header fields of both mailboxes, by a raw socket
    mailbox.py time RUNS COMMAND…        median wall and CPU seconds and peak RSS of COMMAND's process and its children;
                                         BEFORE_EACH, a shell command, comes before each run and is not measured
"""
import email.utils
import os
import random
import re
import resource
import socket
import ssl
import statistics
import subprocess
import sys
import time

CONTACTS = 100
EPOCH = int(time.time()) - 400 * 86400


def words(rng, size):
    return "\n".join(" ".join(rng.choice(("offer", "price", "call", "door", "reader", "lock", "thanks", "meeting", "date",
                                          "question", "answer", "invoice", "please", "regards"))
                              for _ in range(12)) for _ in range(max(1, size // 75)))


def fill(maildir, count):
    rng = random.Random(7)
    ids = []
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
        os.makedirs(os.path.join(maildir, name), exist_ok=True)
    for i in range(count):
        sent = rng.random() < 0.3
        known = rng.random() < 0.2
        other = "contact%d@example.net" % rng.randrange(1, CONTACTS + 1) if known else "person%d@example.com" % rng.randrange(3000)
        at = EPOCH + i * (400 * 86400 // count)
        head = ["From: Anna Beispiel <anna@example.org>", "To: Somebody <%s>" % other]
        if not sent:
            head = ["From: Somebody <%s>" % other, "To: anna@example.org"]
        mid = "<%d.%s@example.com>" % (i, rng.getrandbits(64))
        subject = "Matter %d" % rng.randrange(2000)
        kind = rng.random()
        if ids and rng.random() < 0.5:
            parent = rng.choice(ids[-200:])
            head += ["In-Reply-To: " + parent, "References: " + parent]
            subject = "Re: " + subject
        if not sent and kind < 0.2:
            head += ["List-Id: <list%d.example.com>" % rng.randrange(20), "Precedence: list"]
        elif not sent and kind < 0.25:
            head += ["Auto-Submitted: auto-replied"]
        head += ["Subject: " + subject, "Message-ID: " + mid, "Date: " + email.utils.formatdate(at),
                 "Received: from mx.example.com by mail.example.org; " + email.utils.formatdate(at),
                 "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
        ids.append(mid)
        text = "\n".join(head) + "\n\n" + words(rng, int(rng.lognormvariate(8.6, 0.8)))
        path = os.path.join(maildir, ".Sent/cur" if sent else "cur", "%d.M%dP1.mail,S=%d:2,S" % (at, i, len(text)))
        with open(path, "w") as out:
            out.write(text)
        os.utime(path, (at, at))


def raw(port, ca, fields):
    start = time.perf_counter()
    context = ssl.create_default_context(cafile=ca)
    got = 0
    with context.wrap_socket(socket.create_connection(("localhost", port)), server_hostname="localhost") as wire:
        def ask(tag, line):
            nonlocal got
            wire.sendall(("%s %s\r\n" % (tag, line)).encode())
            tail = b""
            while not re.search(rb"(^|\n)" + tag.encode() + rb" [^\n]*\n$", tail):
                data = wire.recv(262144)
                if not data:
                    sys.exit("the server hung up: %r" % tail)
                got += len(data)
                tail = (tail + data)[-1000:]
        wire.recv(4096)
        ask("a", "LOGIN anna secret-anna")
        for tag, mailbox in (("b", "INBOX"), ("c", "Sent")):
            ask(tag, "EXAMINE " + mailbox)
            ask(tag + "f", "UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (%s)])" % fields)
    print("%.4f" % (time.perf_counter() - start))


def measure(runs, command):
    wall, cpu, peak = [], [], []
    # a child begins as a copy of this process: a peak below our own cannot be told
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for run in range(runs + 1):
        if os.environ.get("BEFORE_EACH"):
            subprocess.run(os.environ["BEFORE_EACH"], shell=True, check=True)
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit("%s ended with %s" % (command, os.waitstatus_to_exitcode(status)))
        if run:  # the first one warms up
            wall.append(time.perf_counter() - start)
            cpu.append(used.ru_utime + used.ru_stime)
            peak.append(used.ru_maxrss)
    rss = statistics.median(peak)
    print("%.5f %.5f %s%.0f" % (statistics.median(wall), statistics.median(cpu), "<" if rss < own * 1.1 else "", rss / 1024))


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["raw"]:
        raw(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    elif sys.argv[1:2] == ["time"]:
        measure(int(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(__doc__)
