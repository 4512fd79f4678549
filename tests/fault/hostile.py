#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP and SMTP server that does as it is told, the worst included.

    hostile.py FOLDER [--imap PORT] [--smtp PORT] [--tls CERT KEY]

Plain text, or TLS from the first byte. What it holds and does lies in FOLDER and may be changed while it runs:

    mail/MAILBOX/UID.eml   messages; ones that appear are announced to whoever idles
    uidvalidity, uidnext   a number each, for every mailbox (default 7, and one more than the highest UID)
    rules                  what to do instead of what is right, a line each, the first that fits counts:
                               [N%|once|#N] WHEN ACTION…
    sent/N.eml             what SMTP accepted, with "X-Envelope: SENDER RECIPIENT…" in front
    log                    a line for each connection and command: seconds, protocol, what

WHEN is an IMAP command (LOGIN stands for AUTHENTICATE, FETCH for UID FETCH, …), an SMTP one (EHLO, AUTH, MAIL, RCPT, DATA),
"greeting", "banner", "dot", "arrived" (a mail came while a client idles), "idling" (just after "+") or "limit" (see below).
ACTION  delay S      wait; then do what follows, or what is right
        drip S       write what follows byte by byte, S seconds apart
        split        write what follows in pieces of 1 to 3 bytes
        say TEXT     write TEXT (\\r\\n and the like are understood, TAG is the command's tag) instead of what is right
        flood N TEXT write TEXT N times
        coalesce     IMAP IDLE: EXISTS and "+" in one segment
        early        IMAP IDLE: EXISTS before "+"
        leave        IMAP "idling": end the IDLE unasked
        limit X S    IMAP "idling": once S seconds have passed since this IDLE began (X is idle), since another command came
                     (work), or since the connection was made (life), while a client idles, "limit" comes, and the end
        take         SMTP dot: keep the mail, then go on with the next action
        announce     IMAP: EXISTS when mail came; then what is right
        close, reset end the connection so
        alone        end all others; then do what is right
        stall        say nothing more, ever
        twice        do what is right twice over
Several actions of a line are done in order, separated by " ; ".
"""
import argparse
import os
import random
import re
import select
import socket
import ssl
import struct
import sys
import threading
import time

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--imap", type=int)
options.add_argument("--smtp", type=int)
options.add_argument("--tls", nargs=2)
options = options.parse_args()
lock = threading.RLock()
fired = {}
flags = {}  # (mailbox, uid) to a set
talks = set()
random.seed(int(os.environ.get("SEED", "1")))
context = None
if options.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*options.tls)


def at(*parts):
    return os.path.join(options.folder, *parts)


def log(protocol, what):
    with lock, open(at("log"), "a") as out:
        out.write("%.3f %s %s\n" % (time.time(), protocol, what))


def number(name, default):
    try:
        return int(open(at(name)).read())
    except (OSError, ValueError):
        return default


def rule(when):
    """The actions for this moment, or none."""
    try:
        lines = open(at("rules")).read().splitlines()
    except OSError:
        return []
    for line in lines:
        match = re.match(r"(?:(\d+)%\s+|(once)\s+|#(\d+)\s+)?(\S+)\s+(.*)$", line)
        if not match or match[4].upper() != when.upper():
            continue
        with lock:
            fired[line] = fired.get(line, 0) + 1
            if match[1] and random.randrange(100) >= int(match[1]):
                continue
            if match[2] and fired[line] > 1:
                continue
            if match[3] and fired[line] != int(match[3]):
                continue
        return [action.split(" ", 1) for action in match[5].split(" ; ")]
    return []


class Gone(Exception):
    pass


class Talk:
    """What both protocols share: lines in, bytes out, and the rules."""

    protocol = "?"

    def __init__(self, sock):
        self.sock = sock
        self.rest = b""
        self.pace = None

    def line(self, wait=None):
        while b"\n" not in self.rest:
            if wait is not None and not self.pending() and not select.select([self.sock], [], [], wait)[0]:
                return None
            got = self.sock.recv(65536)
            if not got:
                raise Gone()
            self.rest += got
        line, self.rest = self.rest.split(b"\n", 1)
        return line.rstrip(b"\r")

    def pending(self):
        return context is not None and self.sock.pending() > 0

    def exactly(self, size):
        while len(self.rest) < size:
            got = self.sock.recv(65536)
            if not got:
                raise Gone()
            self.rest += got
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def say(self, data):
        if isinstance(data, str):
            data = data.encode("latin-1")
        if self.pace is None:
            self.sock.sendall(data)
            return
        step = 1
        while data:
            step = 1 if self.pace else random.randint(1, 3)
            self.sock.sendall(data[:step])
            data = data[step:]
            time.sleep(self.pace)

    def obey(self, when, tag=""):
        """Does what the rules say. True: what is right is still to be done."""
        right = True
        for action in rule(when):
            verb, rest = action[0], action[1] if len(action) > 1 else ""
            if verb == "delay":
                time.sleep(float(rest))
            elif verb == "drip":
                self.pace = float(rest)
            elif verb == "split":
                self.pace = 0.0
            elif verb in ("say", "flood"):
                count = 1
                if verb == "flood":
                    count, rest = rest.split(" ", 1)
                text = rest.replace("TAG", tag).encode().decode("unicode_escape")
                for _ in range(int(count) // 1000):
                    self.say(text * 1000)
                self.say(text * (int(count) % 1000))
                right = False
            elif verb == "announce" and len(self.mails()) != self.exists:
                self.exists = len(self.mails())
                self.say("* %d EXISTS\r\n" % self.exists)
            elif verb == "close":
                raise Gone()
            elif verb == "reset":
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                raise Gone()
            elif verb == "alone":
                for other in talks - {self}:
                    other.end()
            elif verb == "stall":
                while True:
                    time.sleep(3600)
            elif verb in ("coalesce", "early", "leave", "twice"):
                self.manner = verb
            elif verb == "limit":
                since, seconds = rest.split(" ")
                self.limit = since, float(seconds)
            elif verb == "take":
                self.keep()
                right = False
        return right

    def end(self):
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def serve(self):
        self.manner = None
        talks.add(self)
        try:
            self.run()
        except (Gone, OSError, ssl.SSLError):
            pass
        finally:
            talks.discard(self)
            log(self.protocol, "end")
            self.sock.close()


class Imap(Talk):
    protocol = "imap"
    capability = "IMAP4rev1 SASL-IR IDLE UIDPLUS AUTH=PLAIN"

    listed = None, []
    limit = None

    def mails(self):
        folder = at("mail", self.mailbox)
        if not os.path.isdir(folder):
            return []
        # a folder of many mails is read when it has changed; what changes within a tick of its clock is met by the next look
        state = folder, os.stat(folder).st_mtime_ns
        if self.listed[0] != state or time.time_ns() - state[1] < 100_000_000:
            self.listed = state, sorted(int(name[:-4]) for name in os.listdir(folder) if name.endswith(".eml"))
        return list(self.listed[1])

    def read(self, uid):
        try:
            return open(at("mail", self.mailbox, "%d.eml" % uid), "rb").read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        except OSError:
            return None

    def uidnext(self):
        return number("uidnext", max(self.mails() + [0]) + 1)

    def uids_of(self, text):
        there, chosen = self.mails(), []
        for part in text.split(","):
            first, _, last = part.partition(":")
            bounds = [max(there + [0]) if n == "*" else int(n) for n in (first, last or first)]
            chosen += [uid for uid in there if min(bounds) <= uid <= max(bounds)]
        return sorted(set(chosen))

    def fetch(self, tag, rest):
        numbers, items = rest.split(" ", 1)
        want = self.uids_of(numbers)
        there = self.mails()
        for uid in want:
            mail = self.read(uid) if "BODY" in items or "SIZE" in items else b""
            if mail is None or uid not in there:
                continue
            parts = ["UID %d" % uid]
            if "FLAGS" in items:
                parts.append("FLAGS (%s)" % " ".join(sorted(flags.get((self.mailbox, uid), []))))
            if "INTERNALDATE" in items:
                parts.append('INTERNALDATE "%s"' % time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime()))
            if "RFC822.SIZE" in items:
                parts.append("RFC822.SIZE %d" % len(mail))
            body = b""
            section = re.search(r"BODY(?:\.PEEK)?(\[.*\])", items)
            if section:
                body = mail
                if "HEADER.FIELDS" in section[1]:
                    names = re.search(r"\(([^)]*)\)\]", section[1])[1].upper().split()
                    head = mail.split(b"\r\n\r\n", 1)[0].decode("latin-1") + "\r\n"
                    fields = re.findall(r"(?m)^[^ \t\r\n].*\r\n(?:[ \t].*\r\n)*", head)
                    body = ("".join(f for f in fields if f.split(":")[0].upper() in names) + "\r\n").encode("latin-1")
                name = re.sub(r"<.*", "", section[1])
                parts.append("BODY%s%s {%d}" % (name, "<0>" if "[]" in name else "", len(body)))
            self.say(("* %d FETCH (%s" % (there.index(uid) + 1, " ".join(parts)) + ("\r\n" if section else "")).encode() + body + b")\r\n")
        self.say("%s OK FETCH\r\n" % tag)

    def search(self, tag, rest):
        found = []
        bounds = re.search(r"UID (\d+):\*", rest)
        ids = re.findall(r'Message-ID "((?:[^"\\]|\\.)*)"', rest)
        for uid in self.mails():
            if bounds and uid < int(bounds[1]):
                continue
            mail = self.read(uid) or b""
            if ids and not any(wanted.encode() in mail for wanted in ids):
                continue
            found.append(uid)
        self.say("* SEARCH%s\r\n%s OK done\r\n" % ("".join(" %d" % uid for uid in found), tag))

    def select(self, tag, rest):
        self.mailbox = re.match(r'"?([^" ]*)"?', rest)[1]
        if not os.path.isdir(at("mail", self.mailbox)):
            self.say("%s NO [NONEXISTENT] there is no such mailbox\r\n" % tag)
            return
        self.exists = len(self.mails())
        self.say("* FLAGS (\\Seen \\Flagged \\Answered \\Deleted \\Draft)\r\n* OK [PERMANENTFLAGS (\\Seen \\Flagged \\*)] ok\r\n"
                 "* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY %d] ok\r\n* OK [UIDNEXT %d] ok\r\n%s OK [READ-WRITE] done\r\n"
                 % (self.exists, number("uidvalidity", 7), self.uidnext(), tag))

    def append(self, tag, rest):
        mailbox = re.match(r'"?([^" ]*)"?', rest)[1]
        size, plus = re.search(r"\{(\d+)(\+?)\}$", rest).groups()
        if not plus:
            self.say("+ go on\r\n")
        mail = self.exactly(int(size))
        self.line()
        os.makedirs(at("mail", mailbox), exist_ok=True)
        with lock:
            kept, self.mailbox = getattr(self, "mailbox", None), mailbox
            uid = self.uidnext()
            open(at("mail", mailbox, "%d.eml" % uid), "wb").write(mail)
            self.mailbox = kept
        if self.obey("appended", tag):
            self.say("%s OK [APPENDUID %d %d] done\r\n" % (tag, number("uidvalidity", 7), uid))

    def store(self, tag, rest):
        numbers, what = rest.split(" ", 1)
        names = set(re.search(r"\((.*)\)", what)[1].split())
        for uid in self.uids_of(numbers):
            held = flags.setdefault((self.mailbox, uid), set())
            held.difference_update(names) if what[0] == "-" else held.update(names)
        self.say("%s OK done\r\n" % tag)

    def idle(self, tag, rest):
        arrived = ""
        if self.manner in ("coalesce", "early"):
            arrived = "* %d EXISTS\r\n" % len(self.mails())
            self.exists = len(self.mails())
        self.say(arrived + "+ idling\r\n" if self.manner == "early" else "+ idling\r\n" + arrived)
        self.manner = None
        self.since["idle"] = time.monotonic()
        self.obey("idling", tag)
        if self.manner == "leave":
            self.manner = None
            self.say("%s OK idled\r\n" % tag)
            return
        while True:
            line = self.line(0.05)
            if line is not None:
                if self.obey("DONE", tag):
                    self.say("%s OK idled\r\n" % tag)
                return
            if self.limit and time.monotonic() - self.since[self.limit[0]] > self.limit[1]:
                log("imap", "limit")
                self.obey("limit", tag)
                raise Gone()
            count = len(self.mails())
            if count != self.exists:
                self.exists = count
                if self.obey("arrived", tag):
                    self.say("* %d EXISTS\r\n" % count)

    def listing(self, tag, rest):
        for name in sorted(os.listdir(at("mail"))):
            self.say('* LIST (%s) "/" "%s"\r\n' % ("\\Sent" if name == "Sent" else "", name))
        self.say("%s OK done\r\n" % tag)

    def run(self):
        table = {"FETCH": self.fetch, "SEARCH": self.search, "SELECT": self.select, "EXAMINE": self.select, "STORE": self.store,
                 "IDLE": self.idle, "LIST": self.listing, "APPEND": self.append}
        log("imap", "connection")
        self.since = dict.fromkeys(("idle", "work", "life"), time.monotonic())
        if self.obey("greeting"):
            self.say("* OK [CAPABILITY %s] hello\r\n" % self.capability)
        while True:
            words = self.line().decode("latin-1").split(" ", 2)
            tag, verb = words[0], words[1].upper() if len(words) > 1 else ""
            rest = words[2] if len(words) > 2 else ""
            if verb == "UID":
                verb, _, rest = rest.partition(" ")
                verb = verb.upper()
            elif verb in ("FETCH", "STORE", "SEARCH"):
                log("imap", "SEQUENCE " + verb)
            verb = {"AUTHENTICATE": "LOGIN"}.get(verb, verb)
            log("imap", verb)
            if verb != "IDLE":
                self.since["work"] = time.monotonic()
            if not self.obey(verb, tag):
                if verb == "APPEND" and "+}" in rest:
                    self.exactly(int(re.search(r"\{(\d+)", rest)[1]))
                    self.line()
                continue
            if verb in table:
                table[verb](tag, rest)
            elif verb == "CAPABILITY":
                self.say("* CAPABILITY %s\r\n%s OK done\r\n" % (self.capability, tag))
            elif verb == "CREATE":
                os.makedirs(at("mail", rest.strip('"')), exist_ok=True)
                self.say("%s OK done\r\n" % tag)
            elif verb == "STATUS":
                self.say('* STATUS %s (UIDNEXT %d)\r\n%s OK done\r\n' % (rest.split(" (")[0], self.uidnext(), tag))
            elif verb == "EXPUNGE":
                for uid in self.uids_of(rest) if rest else []:
                    os.remove(at("mail", self.mailbox, "%d.eml" % uid))
                self.say("%s OK done\r\n" % tag)
            elif verb == "LOGOUT":
                self.say("* BYE\r\n%s OK done\r\n" % tag)
                return
            else:
                self.say("%s OK done\r\n" % tag)


class Smtp(Talk):
    protocol = "smtp"
    kept = 0

    def keep(self):
        with lock:
            Smtp.kept = max(Smtp.kept, max([int(n[:-4]) for n in os.listdir(at("sent"))] + [0])) + 1
            name = at("sent", "%d.eml" % Smtp.kept)
        with open(name + ".new", "wb") as out:
            out.write(("X-Envelope: %s\r\n" % " ".join([self.sender] + self.recipients)).encode() + self.mail)
        os.rename(name + ".new", name)
        log("smtp", "kept %s" % name)
        filed = at("files-sent")  # as providers that put what they accept into Sent themselves
        if os.path.exists(filed):
            threading.Timer(float(open(filed).read() or "0"), self.file_copy, [self.mail]).start()

    def file_copy(self, mail):
        folder = at("mail", "Sent")
        os.makedirs(folder, exist_ok=True)
        with lock:
            uid = max([int(n[:-4]) for n in os.listdir(folder)] + [0]) + 1
            open(os.path.join(folder, "%d.eml" % uid), "wb").write(mail)

    def run(self):
        log("smtp", "connection")
        if self.obey("banner"):
            self.say("220 hostile ESMTP\r\n")
        while True:
            line = self.line().decode("latin-1")
            verb = line.split(" ")[0].upper()
            log("smtp", verb)
            if not self.obey(verb):
                continue
            if verb == "EHLO":
                self.say("250-hostile\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n")
            elif verb == "AUTH":
                self.say("235 welcome\r\n")
            elif verb == "MAIL":
                self.sender, self.recipients = re.search("<(.*?)>", line)[1], []
                self.say("250 ok\r\n")
            elif verb == "RCPT":
                address = re.search("<(.*?)>", line)[1]
                if self.obey("RCPT:" + address):
                    self.recipients.append(address)
                    self.say("250 ok\r\n")
            elif verb == "DATA":
                self.say("354 go on\r\n")
                lines = []
                while True:
                    got = self.line()
                    if got == b".":
                        break
                    lines.append(got[1:] if got.startswith(b".") else got)
                self.mail = b"\r\n".join(lines) + b"\r\n"
                log("smtp", "dot")
                if self.obey("dot"):
                    self.keep()
                    self.say("250 accepted\r\n")
            elif verb == "QUIT":
                self.say("221 bye\r\n")
                return
            else:
                self.say("250 ok\r\n")


def serve(kind, sock):
    try:
        if context:
            sock = context.wrap_socket(sock, server_side=True)
    except (OSError, ssl.SSLError):
        return
    kind(sock).serve()


def listen(kind, port):
    server = socket.create_server(("127.0.0.1", port), backlog=128)
    while True:
        threading.Thread(target=serve, args=(kind, server.accept()[0]), daemon=True).start()


for needed in ("mail/INBOX", "mail/Sent", "sent"):
    os.makedirs(at(needed), exist_ok=True)
threads = [threading.Thread(target=listen, args=(kind, port), daemon=True)
           for kind, port in ((Imap, options.imap), (Smtp, options.smtp)) if port]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
