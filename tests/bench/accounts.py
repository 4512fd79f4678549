# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts "cmc watch" over all accounts of tests/bench/accounts, and measures it.

    accounts.py COUNT DELIVERIES FOLDER DOVECOT_CONF STORE
"""
import os
import random
import re
import signal
import smtplib
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

count, deliveries = int(sys.argv[1]), int(sys.argv[2])
folder, dovecot, store = sys.argv[3:6]
log = os.path.join(folder, "log", "dovecot")
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def children(pid):
    """pid and whatever descends from it."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                    parents.setdefault(int(stat.read().rsplit(")", 1)[1].split()[1]), []).append(int(entry))
            except OSError:
                pass
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += parents.get(found[-1], [])
    return found


def pss_kib(pids):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as rollup:
                total += int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1))
        except (OSError, AttributeError):
            pass
    return total


def cpu_s(pids):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
                total += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return total / CLOCK_TICKS


def ask(sql):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10) as opened:
        return opened.execute(sql).fetchall()


def read_boxes(since=1, of="account NOT IN ('slow', 'dead')"):
    """How many mailboxes on the good server were read since then; UTC seconds."""
    return ask(f"SELECT count(*) FROM mailbox WHERE read_at >= {since} AND watched = 1 AND {of}")[0][0]


def log_ins():
    with open(log, encoding="utf-8", errors="replace") as text:
        return [line[:15] for line in text if "imap-login: Info: Login: user=" in line]


def until(seconds, passes):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if passes():
            return True
        time.sleep(0.2)
    return False


def deliver(user, number):
    """By LMTP, as mail comes."""
    with smtplib.LMTP(os.path.join(folder, "dovecot/run/lmtp")) as lmtp:
        lmtp.sendmail("carla@example.net", [f"{user}@example.org"],
                      f"From: Carla Kunde <carla@example.net>\r\nTo: {user}@example.org\r\nSubject: Answer {number}\r\n"
                      f"Message-ID: <delivery{number}@example.net>\r\nDate: {time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime())}"
                      "\r\n\r\nGerne.\r\n")


def row(name, value):
    print(f"{name:<44}{value}", flush=True)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def sync_round():
    begun, since = time.monotonic(), int(time.time())
    with subprocess.Popen(["cmc", "sync"], stderr=subprocess.PIPE) as sync:
        all_read = until(300, lambda: read_boxes(since) >= 2 * count)
        row("cmc sync: all on the good server read after", f"{time.monotonic() - begun:.1f} s" if all_read else "never")
        said = sync.communicate()[1].decode()
        row("cmc sync: over after", f"{time.monotonic() - begun:.1f} s, exit {sync.returncode} {said[:200].strip()}")


def main():
    print(f"# {count} accounts, INBOX and Sent of each over TLS, one uid each, hibernation after 5 s")
    begun = time.monotonic()
    with open(os.path.join(folder, "log", "watch"), "ab") as out:
        watch = subprocess.Popen(["cmc", "watch"], stdout=out, stderr=out)
    all_read = until(300, lambda: os.path.exists(store) and read_boxes() >= 2 * count)
    started = time.monotonic() - begun
    row("all mailboxes read after", f"{started:.1f} s" if all_read else f"never ({read_boxes()} of {2 * count})")
    slow_read = until(120, lambda: read_boxes(of="account = 'slow'") >= 2)
    row("the slow server's mailboxes read after", f"{time.monotonic() - begun:.1f} s" if slow_read else "never")
    time.sleep(8)
    per_second = {}
    for second in log_ins():
        per_second[second] = per_second.get(second, 0) + 1
    row("log-ins", f"{sum(per_second.values())}, most in a second {max(per_second.values(), default=0)}")
    pids = children(watch.pid)
    row("processes", len(pids))
    row("memory, PSS of all processes, an account", f"{pss_kib(pids) / count:.0f} KiB")
    before = cpu_s(pids)
    time.sleep(30)
    row("CPU at rest", f"{100 * (cpu_s(pids) - before) / 30:.2f} % of one core, {1000 * (cpu_s(pids) - before) / 30 / count:.3f} ms "
        "a second and account")
    rng = random.Random(5)
    sent = {}
    for number in range(deliveries):
        sent[number] = time.time()
        deliver(f"u{rng.randrange(count) + 1}", number)
        time.sleep(0.02)

    seen = {}

    def look():
        for (name,) in ask("SELECT message_id FROM message WHERE message_id LIKE '<delivery%'"):
            number = int(re.search(r"\d+", name).group())
            seen.setdefault(number, time.time())
        return len(seen) >= deliveries
    # a second pass with a delivery at a time gives latencies that the delivering itself does not hide
    until(60, look)
    row("deliveries seen", f"{len(seen)} of {deliveries}")
    row("what is said of the dead server", ask("SELECT max(error) FROM mailbox WHERE account = 'dead'")[0][0])
    waits = []
    for number in range(deliveries, deliveries + min(deliveries, 60)):
        at = time.time()
        deliver(f"u{rng.randrange(count) + 1}", number)
        name = f"<delivery{number}@example.net>"
        while time.time() - at < 20 and not ask(f"SELECT 1 FROM message WHERE message_id = '{name}'"):
            time.sleep(0.002)
        waits.append(1000 * (time.time() - at))
        if waits[-1] > 2000:
            row("a late one", f"{name} after {waits[-1]:.0f} ms")
    row("delivery to committed, ms", f"median {statistics.median(waits):.0f}, p95 {percentile(waits, .95):.0f}, most {max(waits):.0f}")
    pids = children(watch.pid)
    row("memory afterwards, an account", f"{pss_kib(pids) / count:.0f} KiB")
    watch.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    row("end on SIGTERM", f"exit {watch.wait(timeout=60)} after {time.monotonic() - begun:.1f} s")
    sync_round()


main()
