#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that nobody should trust: it greets, offers what it is told to, and writes down every byte that it gets.

    spy.py PORT LOG MODE [CERT KEY]

MODE   imaps, smtps     TLS from the start (with CERT and KEY)
       imap, smtp       STARTTLS is offered (and done with CERT and KEY)
       imap-stripped, smtp-stripped      STARTTLS is not offered
       imap-refused, smtp-refused        STARTTLS is offered and answered with a refusal
       imap-injected, smtp-injected      an answer stands behind the one to STARTTLS already
       imap-preauth                      greets with PREAUTH
       imaps-old        TLS 1.1 at the most

Log-ins are accepted: whoever sends a password has lost it. Listens on 127.0.0.1 until it is killed.
"""
import socket
import ssl
import sys
import threading

port, log_name, mode = int(sys.argv[1]), sys.argv[2], sys.argv[3]
protocol, _, trick = mode.partition("-")
imap = protocol.startswith("imap")
log = open(log_name, "ab", buffering=0)
context = None
if len(sys.argv) > 5:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if trick == "old":
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(sys.argv[4], sys.argv[5])


def offers(secure):
    starttls = not secure and trick != "stripped"
    if imap:
        return "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN" + (" STARTTLS" if starttls else "")
    lines = ["localhost", "8BITMIME", "AUTH PLAIN LOGIN"] + (["STARTTLS"] if starttls else [])
    return "".join("250%s%s\r\n" % (" " if line is lines[-1] else "-", line) for line in lines)


class Talk:
    def __init__(self, sock):
        self.sock = sock
        self.secure = protocol in ("imaps", "smtps")
        if self.secure:
            self.sock = context.wrap_socket(sock, server_side=True)

    def say(self, text):
        self.sock.sendall(text.encode())

    def starttls(self, ok, refusal):
        if trick == "refused":
            self.say(refusal)
            return
        extra = ("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" if imap else "250 AUTH PLAIN\r\n") if trick == "injected" else ""
        self.say(ok + extra)
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.secure = True

    def answer_imap(self, line):
        tag, _, rest = line.partition(" ")
        verb = rest.upper()
        if verb.startswith("CAPABILITY"):
            self.say("* CAPABILITY %s\r\n%s OK done\r\n" % (offers(self.secure), tag))
        elif verb.startswith("STARTTLS"):
            self.starttls(tag + " OK go ahead\r\n", tag + " NO not today\r\n")
        elif verb.startswith("LOGOUT"):
            self.say("* BYE\r\n%s OK\r\n" % tag)
        else:
            self.say(tag + " OK done\r\n")

    def answer_smtp(self, line):
        verb = line.upper()
        if verb.startswith("EHLO"):
            self.say(offers(self.secure))
        elif verb.startswith("STARTTLS"):
            self.starttls("220 go ahead\r\n", "454 not today\r\n")
        elif verb.startswith("AUTH"):
            self.say("235 welcome\r\n")
        elif verb.startswith("DATA"):
            self.say("354 go on\r\n")
        else:
            self.say("250 done\r\n")

    def run(self):
        if imap:
            greeting = "* PREAUTH welcome\r\n" if trick == "preauth" else "* OK [CAPABILITY %s] welcome\r\n" % offers(self.secure)
        else:
            greeting = "220 localhost ESMTP\r\n"
        self.say(greeting)
        rest = b""
        while True:
            got = self.sock.recv(4096)
            if not got:
                return
            log.write(got)
            rest += got
            while b"\n" in rest:
                line, rest = rest.split(b"\n", 1)
                text = line.decode("latin-1").strip()
                if text:
                    (self.answer_imap if imap else self.answer_smtp)(text)


def serve(sock):
    log.write(b"# connection\n")
    try:
        Talk(sock).run()
    except (OSError, ssl.SSLError) as problem:
        log.write(b"# " + str(problem).encode() + b"\n")
    finally:
        sock.close()


server = socket.create_server(("127.0.0.1", port))
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
