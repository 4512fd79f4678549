# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the server's EXISTS to what cmc makes of it. For tests/bench/arrival.

    arrival.py DELIVERIES FOLDER PORT IMAPS_PORT STORE     "cmc watch" runs or is started by whoever calls, on PORT

Stands between the watcher and the server (TLS on both sides) and notes when the server tells an idling connection of new
mail, and when it has answered the STORE that marks it; meanwhile it looks into the store for what is committed. Then a
client that parses nothing does the same over the same way: DONE, FETCH of the header, FETCH of the text, STORE.
"""
import asyncio
import os
import random
import re
import smtplib
import sqlite3
import ssl
import statistics
import subprocess
import sys
import time

deliveries, folder, port, server_port, store = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
ca = os.path.join(folder, "tls/ca.pem")
POLL_S = 0.0003
MARK_FLAG = 0
TEXT = "Thank you, that suits us. Please call again as agreed.\n" * 40


class Round:
    """One delivery: when what was seen of it, by time.perf_counter()."""

    def __init__(self):
        self.exists = self.stored = None


now = Round()


class Connection:
    """The bytes of one IMAP connection, as far as they tell whether it idles, and when a mark is set."""

    def __init__(self):
        self.idle, self.tag = False, None

    def up(self, data):
        if re.search(rb"(^|\n)\S+ IDLE\r\n", data):
            self.idle = True
        elif re.match(rb"DONE\r\n", data):
            self.idle = False
        found = re.search(rb"(\S+) UID STORE [\d:,]+ \+FLAGS\.SILENT \(\\Flagged\)", data)
        if found and now.exists:
            self.tag = found.group(1)

    def down(self, data):
        if self.idle and not now.exists and re.search(rb"\* \d+ EXISTS\r\n", data):
            now.exists = time.perf_counter()
        if self.tag and re.search(rb"(^|\n)" + re.escape(self.tag) + rb" OK", data):
            now.stored, self.tag = now.stored or time.perf_counter(), None


async def pump(reader, writer, note):
    try:
        while data := await reader.read(262144):
            note(data)
            writer.write(data)
            await writer.drain()
    except (OSError, asyncio.CancelledError):
        pass
    writer.close()


async def between(reader, writer):
    far_reader, far_writer = await asyncio.open_connection("localhost", server_port, ssl=ssl.create_default_context(cafile=ca))
    connection = Connection()
    try:
        await asyncio.gather(pump(reader, far_writer, connection.up), pump(far_reader, writer, connection.down))
    except asyncio.CancelledError:
        pass  # the measurement is over


def deliver(number):
    contact, name = number % 100 + 1, "<arrival%d.%d@example.net>" % (os.getpid(), number)
    with smtplib.LMTP(os.path.join(folder, "dovecot/run/lmtp")) as lmtp:
        lmtp.sendmail("contact%d@example.net" % contact, ["anna@example.org"],
                      "From: <contact%d@example.net>\r\nTo: anna@example.org\r\nSubject: Re: Our call\r\nMessage-ID: %s\r\n"
                      "In-Reply-To: <follow-up%d@example.org>\r\nDate: %s\r\n\r\n%s"
                      % (contact, name, contact, time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()), TEXT))
    return name


class Look:
    """What is committed of a message."""

    def __init__(self):
        self.opened = sqlite3.connect("file:%s?mode=ro" % store, uri=True, timeout=10)

    def there(self, sql, *values):
        return bool(self.opened.execute(sql, values).fetchall())

    def linked(self, name):
        return self.there("SELECT 1 FROM message m JOIN link l ON l.message_id = m.id WHERE m.message_id = ?", name)

    def marked(self, name):
        return self.there("SELECT 1 FROM mark WHERE message_id = ? AND kind = ? AND is_set = 1", name, MARK_FLAG)


async def until(seconds, passes, *values):
    """When it passed, or None."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if passes(*values):
            return time.perf_counter()
        await asyncio.sleep(POLL_S if now.exists else 0.01)
    return None


def row(name, taken):
    if taken:
        taken = sorted(1000 * each for each in taken)
        print("%-46s median %6.1f ms  p95 %6.1f ms  most %6.1f ms  (%d)"
              % (name, statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.95))], taken[-1], len(taken)), flush=True)


async def watcher(look):
    global now
    rng, taken, untold = random.Random(11), [], 0
    for number in range(deliveries + 1):
        now = Round()
        name = await asyncio.to_thread(deliver, number)
        linked = await until(60, look.linked, name)
        marked = await until(10, look.marked, name)
        if linked and marked and now.stored and not now.exists:
            untold += 1  # found by looking, when the server had not told
        elif not (linked and marked and now.exists and now.stored):
            sys.exit("delivery %d: linked %s, marked %s, EXISTS %s, STORE %s" % (number, linked, marked, now.exists, now.stored))
        elif number:  # the first one warms up
            taken.append((linked - now.exists, now.stored - now.exists, marked - now.exists))
        await asyncio.sleep(rng.uniform(1, 2))
    for place, what in enumerate(("read, classified, linked, committed", "the server has answered STORE", "and that is committed")):
        row("EXISTS to " + what, [each[place] for each in taken])
    if untold:
        print("%-46s %d" % ("not told by the server, found by looking", untold))


async def bare():
    """The limit, in a process of its own as the watcher is."""
    global now
    taken = []
    client = subprocess.Popen([sys.executable, __file__, *sys.argv[1:], "bare"])
    await asyncio.sleep(1)
    for number in range(deliveries + 1):
        now = Round()
        await asyncio.to_thread(deliver, deliveries + 1 + number)
        if not await until(20, lambda: now.stored):
            sys.exit("the bare client missed delivery %d" % number)
        if number:
            taken.append(now.stored - now.exists)
        await asyncio.sleep(0.3)
    client.kill()
    client.wait()
    row("limit: DONE, two FETCHes, STORE", taken)


def bare_client():
    """A connection that idles, and on EXISTS does by hand what must be done."""
    from limits import Wire
    wire = Wire(port, ca)
    uid = int(wire.open("INBOX")[1])
    while True:
        wire.wire.sendall(b"x IDLE\r\n")
        heard = b""
        while b"EXISTS" not in heard:
            heard += wire.wire.recv(65536)
        wire.wire.sendall(b"DONE\r\n")
        while b"x OK" not in heard:
            heard += wire.wire.recv(65536)
        wire.ask("UID FETCH %d:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])" % uid)
        wire.ask("UID FETCH %d (UID FLAGS INTERNALDATE BODY.PEEK[])" % uid)
        wire.ask("UID STORE %d +FLAGS.SILENT (\\Flagged)" % uid)
        uid += 1


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "tls/server.pem"), os.path.join(folder, "tls/server.key"))
    listening = await asyncio.start_server(between, "127.0.0.1", port, ssl=context)
    async with listening:
        watch = subprocess.Popen(["cmc", "watch"], stdout=subprocess.DEVNULL, stderr=open(os.path.join(folder, "log/watch"), "ab"))
        look = Look()
        if not await until(300, look.there, "SELECT count(*) FROM mark WHERE kind = ? AND is_set = 1 GROUP BY kind HAVING count(*) = 100", MARK_FLAG):
            sys.exit("the hundred marks are not set")
        await asyncio.sleep(5)
        await watcher(look)
        watch.terminate()
        if watch.wait(30) != 0:
            sys.exit("the watcher ended with %s" % watch.returncode)
        await bare()


if sys.argv[6:] == ["bare"]:
    bare_client()
else:
    asyncio.run(main())
