# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox for benchmarks, and how a process is measured.

    mailbox.py fill MAILDIR COUNT        COUNT mails: 70 % in INBOX, 30 % in Sent, 6 KB median, a fifth of them with
                                         contacts (contact1@example.net …), threads, lists, bounces, automatic answers,
                                         German and English; what belongs to which call is in MAILDIR.truth
    mailbox.py check MAILDIR STORE       what the store says of them, against that
    mailbox.py memory COMMAND…           peak of all its processes together, PSS in MB
    mailbox.py again PORT CA FIELDS RUNS CONF
                                         seconds of a log-in with QRESYNC after ten new mails, by a raw socket
    mailbox.py raw PORT CA FIELDS        seconds of FETCH of these header fields of both mailboxes, by a raw socket
    mailbox.py time RUNS COMMAND…        median wall and CPU seconds and peak RSS of COMMAND's process and its children;
                                         BEFORE_EACH, a shell command, comes before each run and is not measured
"""
import calendar
import email.utils
import os
import random
import re
import resource
import socket
import sqlite3
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


def call_at(contact):
    """When contact N was called: the scripts log it so."""
    day = time.gmtime(time.time() - contact * 3 * 86400)
    return calendar.timegm((day.tm_year, day.tm_mon, day.tm_mday, 10, 0, 0))


class Box:
    """A Maildir with INBOX and Sent."""

    def __init__(self, maildir):
        self.maildir, self.written = maildir, 0
        for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
            os.makedirs(os.path.join(maildir, name), exist_ok=True)

    def put(self, sent, at, head, text, kind="text/plain; charset=utf-8"):
        self.written += 1
        mail = "\n".join(head + ["Date: " + email.utils.formatdate(at),
                                 "Received: from mx.example.com by mail.example.org; " + email.utils.formatdate(at),
                                 "MIME-Version: 1.0", "Content-Type: " + kind]) + "\n\n" + text
        path = os.path.join(self.maildir, ".Sent/cur" if sent else "cur",
                            "%d.M%dP1.mail,S=%d:2,S" % (at, self.written, len(mail.encode())))
        with open(path, "w", encoding="utf-8") as out:
            out.write(mail)
        os.utime(path, (at, at))


US = "Anna Beispiel <anna@example.org>"
REPORT = """--b
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; %s
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: %s
Subject: %s

--b--
"""


def cycle(box, rng, contact, truth):
    """What followed the call with one contact: a follow-up, and an answer, an automatic one, a bounce, or nothing."""
    who, at, german = "contact%d@example.net" % contact, call_at(contact), contact % 2
    follow_up, answer, turn = "<follow-up%d@example.org>" % contact, "<answer%d@example.net>" % contact, contact % 10
    subject = "Unser Telefonat, Angebot %d" % contact if german else "Our call, offer %d" % contact
    text = ("Guten Tag,\n\nwie besprochen das Angebot.\n" if german else "Hello,\n\nas promised, the offer.\n") + words(rng, 900)
    box.put(True, at + 3600, ["From: " + US, "To: <%s>" % who, "Subject: " + subject, "Message-ID: " + follow_up], text)
    truth.append((follow_up, "follow-up", contact))
    head = ["To: anna@example.org", "Message-ID: " + answer]
    named = head + ["In-Reply-To: " + follow_up, "References: " + follow_up, "From: <%s>" % who]
    if turn < 6:
        body = ("Vielen Dank, das passt.\n" if german else "Thank you, that suits us.\n") + "\n> " + text.split("\n")[2]
        box.put(False, at + 90000, named + ["Subject: %s %s" % ("AW:" if german else "Re:", subject)], body)
        truth.append((answer, "reply", contact))
    elif turn < 8:
        body = "Ich bin bis 24.12. nicht im Haus.\n" if german else "I am out of the office until December 24.\n"
        box.put(False, at + 3700, named + ["Auto-Submitted: auto-replied",
                                           "Subject: %s %s" % ("Abwesenheit:" if german else "Out of office:", subject)], body)
        truth.append((answer, "auto-reply", contact))
    elif turn < 9:
        box.put(False, at + 3650, head + ["From: Mail Delivery System <mailer-daemon@example.net>",
                                          "Subject: Undelivered Mail Returned to Sender"],
                REPORT % (who, follow_up, subject), 'multipart/report; report-type=delivery-status; boundary="b"')
        truth.append((answer, "bounce", contact))


def fill(maildir, count):
    """What belongs to which call goes into MAILDIR.truth; all other mail is strangers', lists', or older than a call."""
    rng, ids, truth, box = random.Random(7), [], [], Box(maildir)
    for contact in range(1, CONTACTS + 1):
        cycle(box, rng, contact, truth)
    rest = count - box.written
    for i in range(rest):
        at = EPOCH + i * 400 * 86400 // rest
        sent = rng.random() < 0.3
        contact = rng.randrange(1, CONTACTS + 1)
        known = rng.random() < 0.4 and at < call_at(contact) - 86400
        other = "contact%d@example.net" % contact if known else "person%d@example.com" % rng.randrange(3000)
        head = ["From: " + US, "To: Somebody <%s>" % other] if sent else ["From: Somebody <%s>" % other, "To: anna@example.org"]
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
        ids.append(mid)
        box.put(sent, at, head + ["Subject: " + subject, "Message-ID: " + mid], words(rng, int(rng.lognormvariate(8.6, 0.8))))
    with open(maildir + ".truth", "w", encoding="utf-8") as out:
        out.writelines("%s\t%s\t%d\n" % row for row in truth)


KINDS = {0: "reply", 1: "auto-reply", 2: "bounce"}  # MessageKind


def check(maildir, store):
    """What the store says of each mail, against the truth."""
    with open(maildir + ".truth", encoding="utf-8") as rows:
        truth = {name: (kind, int(contact)) for name, kind, contact in (row.rstrip("\n").split("\t") for row in rows)}
    with sqlite3.connect("file:%s?mode=ro" % store, uri=True) as opened:
        said = {name: ("follow-up" if outgoing else KINDS.get(kind, "other"), int(who.split(" Number")[1]))
                for name, outgoing, kind, who in opened.execute(
                    "SELECT m.message_id, m.outgoing, m.kind, p.name FROM link l JOIN message m ON m.id = l.message_id"
                    " JOIN call c ON c.id = l.call_id JOIN contact p ON p.id = c.contact_id"
                    " WHERE l.confidence = 2 OR l.decided_by = 1")}
    for kind in ("follow-up", "reply", "auto-reply", "bounce"):
        there = {name for name, about in truth.items() if about[0] == kind}
        found = {name for name, about in said.items() if about[0] == kind}
        right = {name for name in there & found if said[name] == truth[name]}
        print("%-34s %d of %d found, %d false" % (kind, len(right), len(there), len(found - right)))


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


def descendants(pid):
    """pid and all below it."""
    found = [pid]
    for each in found:
        try:
            for task in os.listdir("/proc/%d/task" % each):
                with open("/proc/%d/task/%s/children" % (each, task), encoding="ascii") as children:
                    found += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found


def pss(pid):
    try:
        with open("/proc/%d/smaps_rollup" % pid, encoding="utf-8") as rollup:
            return int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1))
    except (OSError, AttributeError):
        return 0


def memory(command):
    child, peak = subprocess.Popen(command, stdout=subprocess.DEVNULL), 0
    while child.poll() is None:
        peak = max(peak, sum(map(pss, descendants(child.pid))))
        time.sleep(0.02)
    print("%.1f" % (peak / 1024))


class Wire:
    """An IMAP connection that reads answers and parses none."""

    def __init__(self, port, ca):
        context = ssl.create_default_context(cafile=ca)
        self.wire = context.wrap_socket(socket.create_connection(("localhost", port)), server_hostname="localhost")
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire.recv(4096)
        self.ask("LOGIN anna secret-anna")

    def ask(self, line):
        self.wire.sendall(("x %s\r\n" % line).encode())
        heard = b""
        while not re.search(rb"(^|\n)x [^\n]*\n$", heard[-1000:]):
            data = self.wire.recv(262144)
            if not data:
                sys.exit("the server hung up: %r" % heard[-200:])
            heard += data
        return heard.decode(errors="replace")

    def open(self, mailbox, known=None):
        how = " (QRESYNC (%s %s))" % (known[0], known[2]) if known else ""
        heard = self.ask("SELECT %s%s" % (mailbox, how))
        return [re.search(word + r" (\d+)", heard).group(1) for word in ("UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")]


def again(port, ca, fields, runs, conf):
    """Log-in, ENABLE, SELECT with QRESYNC and FETCH of what is new, in both mailboxes."""
    took = []
    for _ in range(runs + 1):
        wire = Wire(port, ca)
        wire.ask("ENABLE QRESYNC")
        known = {mailbox: wire.open(mailbox) for mailbox in ("INBOX", "Sent")}
        for number in range(10):
            subprocess.run(["doveadm", "-c", conf, "save", "-u", "anna", "-m", "INBOX", "-"], check=True,
                           input=b"From: c@example.net\nTo: anna@example.org\nSubject: new %d\n\nnew\n" % number)
        begun = time.perf_counter()
        wire = Wire(port, ca)
        wire.ask("ENABLE QRESYNC")
        for mailbox, state in known.items():
            if wire.open(mailbox, state)[1] != state[1]:
                wire.ask("UID FETCH %s:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (%s)])" % (state[1], fields))
        took.append(time.perf_counter() - begun)
    print("%.4f" % statistics.median(took[1:]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["raw"]:
        raw(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    elif sys.argv[1:2] == ["again"]:
        again(int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]), sys.argv[6])
    elif sys.argv[1:2] == ["check"]:
        check(sys.argv[2], sys.argv[3])
    elif sys.argv[1:2] == ["memory"]:
        memory(sys.argv[2:])
    elif sys.argv[1:2] == ["time"]:
        measure(int(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(__doc__)
