# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox for benchmarks, and how a process is measured.

    mailbox.py fill MAILDIR COUNT        COUNT mails: 70 % in INBOX, 30 % in Sent, 6 KB median, a fifth of them with
                                         contacts (contact1@example.net …), threads, lists, bounces, automatic answers,
                                         German and English; what belongs to which call is in MAILDIR.truth
    mailbox.py check MAILDIR STORE       what the store says of them, against that
    mailbox.py memory COMMAND…           peak of all its processes together, PSS in MB
    mailbox.py time RUNS COMMAND…        median wall and CPU seconds and peak RSS of COMMAND's process and its children;
                                         BEFORE_EACH, a shell command, comes before each run and is not measured
"""
import calendar
import ctypes
import email.utils
import os
import random
import re
import resource
import sqlite3
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


PR_SET_CHILD_SUBREAPER = 36


def rest_of_family():
    """CPU seconds and peak RSS of what the command left behind, which ends with it: its agents."""
    cpu, rss = 0.0, 0
    while True:
        try:
            used = os.wait4(-1, 0)[2]
        except ChildProcessError:
            return cpu, rss
        cpu, rss = cpu + used.ru_utime + used.ru_stime, max(rss, used.ru_maxrss)


def run_once(command):
    """One run: wall and CPU seconds, and the peak RSS in KiB of its largest process."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("%s ended with %s" % (command, os.waitstatus_to_exitcode(status)))
    wall = time.perf_counter() - start
    cpu, rss = rest_of_family()
    return wall, used.ru_utime + used.ru_stime + cpu, max(used.ru_maxrss, rss)


def prepare():
    if os.environ.get("BEFORE_EACH"):
        subprocess.run(os.environ["BEFORE_EACH"], shell=True, check=True)


def medians(taken):
    """Wall and CPU seconds and MB of what run_once() gave."""
    # a child begins as a copy of this process: a peak below our own cannot be told
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu, rss = (statistics.median(each) for each in zip(*taken))
    return "%.5f %.5f %s%.0f" % (wall, cpu, "<" if rss < own * 1.1 else "", rss / 1024)


def measure(runs, command):
    taken = []
    for _ in range(runs + 1):
        prepare()
        taken.append(run_once(command))
    print(medians(taken[1:]))  # the first one warms up


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


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["check"]:
        check(sys.argv[2], sys.argv[3])
    elif sys.argv[1:2] == ["memory"]:
        memory(sys.argv[2:])
    elif sys.argv[1:2] == ["time"]:
        measure(int(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(__doc__)
