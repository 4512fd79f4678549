#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail made to hurt (FAULTS 29, 30, 31, 33, 36): each gets one line of JSON, in at most 2 s of CPU time and 256 MB."""
import json
import os
import subprocess
import tempfile

CMC = os.path.join(os.environ["CMC_BUILDDIR"], "cmc")
H=b"From: a@b.example\nTo: anna@example.org\nSubject: x\nDate: Mon, 23 Nov 2026 09:00:00 +0100\nMessage-ID: <h@b.example>\nMIME-Version: 1.0\n"
def nested(n):
    s=H
    b=b""
    for i in range(n): s+=b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"%(i,i)
    return s+b"\nx\n"


def zone(tzid, *rules):
    """A VTIMEZONE of these rules, each since 1601."""
    return "BEGIN:VTIMEZONE\r\nTZID:" + tzid + "\r\n" + "".join(
        "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        f"RRULE:{rule}\r\nEND:STANDARD\r\n" for rule in rules) + "END:VTIMEZONE\r\n"


def answer(zones, start="20261201T110000", tzid="x"):
    """A calendar's answer to a meeting in a zone of its own."""
    return H + ("Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + "".join(zones)
                + f"BEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID={tzid}:{start}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").encode()


cases={
 "nested-1000":nested(1000),"nested-60":nested(60),
 "parts-2M":H+b"Content-Type: multipart/mixed; boundary=b\n\n"+b"--b\n\nx\n"*2000000,
 "parts-no-boundary":H+b"\n"+b"--b\n\nx\n"*2000000,
 "rfc822-5000":H+b"Content-Type: message/rfc822\n\n"*5000+b"x\n",
 "headers-500k":H+b"X-A: b\n"*500000+b"\nx\n",
 "subject-50M":H.replace(b"Subject: x",b"Subject: "+b"y"*50000000)+b"\nx\n",
 "addresses-1M":H.replace(b"To: anna@example.org",b"To: "+b"a@b.example, "*1000000)+b"\nx\n",
 "groups":H.replace(b"To: anna@example.org",b"To: "+b"a:"*50000)+b"\nx\n",
 "groups-comment":H.replace(b"To: anna@example.org",b"To: "+b"(a"*16000)+b"\nx\n",
 "references":H+b"References: "+b"<a@b> "*40000+b"\n\nx\n",
 "text-40M":H+b"\n"+b"Ich bin bis 4.12. nicht da. "*1400000,
 "one-line":H+b"\n"+b"a"*5000000,
 "quotes":H+b"\n"+b"> "*1000000+b"\n",
 "quote-lines":H+b"\n"+b">\n"*1000000,
 "attribution":H+b"\n"+b"On Mon, Anna wrote:\n"*100000,
 "dates":H.replace(b"Subject: x",b"Subject: Abwesend\nAuto-Submitted: auto-replied")+b"\n"+b"vom 1.12. bis 2.12. wieder "*100000,
 "from-lines":H+b"\n"+b"Von: x\nGesendet: y\nAn: z\nBetreff: w\n"*100000,
 "bounce-addresses":H.replace(b"From: a@b.example",b"From: MAILER-DAEMON@b.example").replace(b"Subject: x",b"Subject: failure notice")+b"\nundeliverable 550 5.1.1 user unknown\n"+b"<a@b.example> <c@d.example>: x\n"*50000,
 "bounce-at":H.replace(b"From: a@b.example",b"From: MAILER-DAEMON@b.example").replace(b"Subject: x",b"Subject: failure notice")+b"\nundeliverable 550 5.1.1 user unknown\n"+b"a@"*200000,
 "bounce-dots":H.replace(b"From: a@b.example",b"From: MAILER-DAEMON@b.example").replace(b"Subject: x",b"Subject: failure notice")+b"\nundeliverable 550 5.1.1 user unknown\n"+b"a"*200000,
 "bounce-a-b":H.replace(b"From: a@b.example",b"From: MAILER-DAEMON@b.example").replace(b"Subject: x",b"Subject: failure notice")+b"\nundeliverable 550 5.1.1 user unknown\n"+b"message to "*20000,
 "status-blocks":H+b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"+b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n"*50000+b"--b--\n",
 "html-deep":H+b"Content-Type: text/html\n\n"+b"<div>"*500000,
 "html-tables":H+b"Content-Type: text/html\n\n"+b"<table><tr><td>"*100000,
 "html-blockquote":H+b"Content-Type: text/html\n\n"+b"<blockquote>x"*50000,
 "html-attr":H+b"Content-Type: text/html\n\n<p "+b"a=b "*500000+b">x",
 "html-entities":H+b"Content-Type: text/html\n\n"+b"&amp;"*500000,
 "ics-long":H+b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"+b"BEGIN:VEVENT\r\n"*50000,
 "ics-rrule":H+b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID=x:20261201T000000\r\n"+b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\n"*100000+b"END:VEVENT\r\nEND:VCALENDAR\r\n",
 "ics-vtimezone":answer([zone("x","FREQ=SECONDLY")],"99991201T000000"),
 "ics-secondly":answer([zone("x","FREQ=SECONDLY")]),
 "ics-hourly-never":answer([zone("x","FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=31")]),
 "ics-rscale":answer([zone("x","RSCALE=HEBREW;FREQ=HOURLY;BYMONTH=5L;BYMONTHDAY=31")]),
 "ics-every-day":answer([zone("x",*["FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"]*90)]),
 "ics-never":answer([zone("x",*["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"]*90)]),
 "ics-changes":answer([zone("x",*["FREQ=YEARLY;BYMONTH=2;BYDAY=1SU"]*1000)]),
 "ics-zones":answer([zone("x%d"%i,"FREQ=YEARLY;BYMONTH=2;BYDAY=1SU") for i in range(1000)],tzid="x999"),
 "encoded-words":H.replace(b"Subject: x",b"Subject: "+b"=?utf-8?B?w7Y=?= "*20000)+b"\nx\n",
 "nul":H+b"\n"+b"\0"*1000000,
 "8bit":H+b"Content-Type: text/plain; charset=utf-7\n\n"+bytes(range(128,256))*20000,
 "utf16":H+b"Content-Type: text/plain; charset=utf-16\n\n"+b"\xd8\x00"*100000,
 "iso2022":H+b"Content-Type: text/plain; charset=iso-2022-jp\n\n"+b"\x1b$B"*100000,
 "uue":H+b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n"+b"M"+b"a"*60+b"\n",
 "b64-junk":H+b"Content-Transfer-Encoding: base64\n\n"+b"!"*1000000,
 "empty":b"","newlines":b"\n"*1000000,"spaces":b" "*1000000,"from_":b"From x\n"*100000,"colon":b":"*1000000,
 "get_boundary":H+b"Content-Type: multipart/mixed\n\nx\n","boundary-long":H+b"Content-Type: multipart/mixed; boundary=\""+b"b"*100000+b"\"\n\n--"+b"b"*100000+b"\n\nx\n",
 "params":H+b"Content-Type: text/plain"+b"; a*%d*=x"%1*20000+b"\n\nx\n",
 "date-absurd":H.replace(b"Mon, 23 Nov 2026",b"Mon, 99 Foo 99999")+b"\nx\n",
 "received-id":H.replace(b"<h@b.example>",b"<"+b"h"*100000+b"@b>")+b"\nx\n",
}

# what the scan must have kept from the parser
TOO_COMPLEX = {"nested-1000", "parts-2M", "rfc822-5000", "headers-500k", "subject-50M", "addresses-1M", "groups"}


def check(name, path):
    pid = os.fork()
    if pid == 0:
        with open(path + ".json", "wb") as out, open(os.devnull, "wb") as null:
            os.dup2(out.fileno(), 1)
            os.dup2(null.fileno(), 2)
        os.execv(CMC, [CMC, "classify", path])
    _, status, used = os.wait4(pid, 0)
    with open(path + ".json", "rb") as out:
        lines = out.read().decode("utf-8").splitlines()
    said = json.loads(lines[0]) if len(lines) == 1 else {"error": "not one line"}
    cpu, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    about = f"{cpu:.2f} s, {megabytes:.0f} MB, {said.get('kind')}, {said['error']}"
    good = cpu <= 2 * int(os.environ.get("CMC_PATIENCE", "1")) and megabytes <= 256 and os.WIFEXITED(status) and os.WEXITSTATUS(status) in (0, 65)
    good = good and not (said["error"] and ("died" in said["error"] or "not one" in said["error"]))
    good = good and (name in TOO_COMPLEX) <= str(said["error"]).startswith("too complex")
    return good, about


def main():
    print(f"1..{len(cases) + 1}")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (name, mail) in enumerate(cases.items(), 1):
            path = os.path.join(folder, name + ".eml")
            paths.append(path)
            with open(path, "wb") as out:
                out.write(mail)
            good, about = check(name, path)
            print(f"{'ok' if good else 'not ok'} {number} - {name}: {about}", flush=True)
        done = subprocess.run([CMC, "classify", *paths], stdout=subprocess.PIPE, check=False)
        files = [json.loads(line)["file"] for line in done.stdout.decode("utf-8").splitlines()]
        print(f"{'ok' if files == paths else 'not ok'} {len(cases) + 1} - all of them in one run, in their order")


main()
