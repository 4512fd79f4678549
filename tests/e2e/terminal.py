#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a terminal of its own and answers what it asks.

    terminal.py COMMAND… <SCRIPT

A line of SCRIPT is "QUESTION => ANSWER": waits for QUESTION (a regular expression) in what the command writes, then types
ANSWER and Enter; the answer ^D ends the input, ^C interrupts, "key K" types K alone. What was written is printed at the end; the exit status is the
command's, or 99 when a question did not come within 20 seconds.
"""
import os
import pty
import re
import select
import sys
import time

script = [line.rstrip("\n").split(" => ", 1) for line in sys.stdin if " => " in line]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

written, seen = "", 0


def read_some(seconds):
    global written
    if not select.select([fd], [], [], seconds)[0]:
        return True
    try:
        data = os.read(fd, 65536)
    except OSError:
        return False
    written += data.decode("utf-8", "replace")
    return bool(data)


for question, answer in script:
    end = time.time() + 20
    while not (found := re.search(question, written[seen:])):
        if time.time() > end or not read_some(0.2) and not re.search(question, written[seen:]):
            print(written.replace("\r\n", "\n"))
            print("terminal.py: never asked: " + question)
            os.kill(pid, 9)
            sys.exit(99)
    seen += found.end()
    typed = answer[4:] if answer.startswith("key ") else answer + "\n"
    os.write(fd, {"^D": b"\x04", "^C": b"\x03"}.get(answer, typed.encode()))
while read_some(30):
    pass
print(written.replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255)
