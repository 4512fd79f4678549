#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each NAME.eml here is understood as NAME.json expects: only the fields that stand there are compared.

Objects are compared by the fields expected, lists element by element, all else as it is; a text that begins with "~" must be
contained in what cmc says. With WORDs as arguments: only the mails whose name begins with one, and the whole answer.
"""
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CMC = os.path.join(os.environ.get("CMC_BUILDDIR", os.path.join(HERE, "..", "..", "build")), "cmc")
FIELDS = {"v", "file", "kind", "evidence", "from", "subject", "date", "message_id", "in_reply_to", "references",
          "original_message_id", "recipients", "absence", "calendar", "text", "error"}


def differences(said, expected, path):
    if isinstance(expected, dict) and isinstance(said, dict):
        return [line for key, value in expected.items() for line in differences(said.get(key), value, f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(said, list) and len(expected) == len(said):
        return [line for at, value in enumerate(expected) for line in differences(said[at], value, f"{path}[{at}]")]
    if isinstance(expected, str) and expected.startswith("~") and isinstance(said, str) and expected[1:] in said:
        return []
    return [] if said == expected and isinstance(said, bool) == isinstance(expected, bool) else [f"{path}: {said!r}, not {expected!r}"]


def check(said, name):
    with open(os.path.join(HERE, name + ".json"), encoding="utf-8") as text:
        expected = json.load(text)
    if said is None:
        return ["no answer"]
    found = differences(said, expected, "")
    if FIELDS - said.keys():
        found.append(f"missing fields: {sorted(FIELDS - said.keys())}")
    if said.get("kind") != "human" and not said["evidence"] and not said["error"]:
        found.append("a verdict without evidence")
    return found


def main():
    words = tuple(sys.argv[1:])
    names = [os.path.basename(file)[:-4] for file in sorted(glob.glob(os.path.join(HERE, "*.eml")))]
    names = [name for name in names if not words or name.startswith(words)]
    done = subprocess.run([CMC, "classify", *(os.path.join(HERE, name + ".eml") for name in names)], stdout=subprocess.PIPE,
                          check=False)
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    said = {os.path.basename(line["file"])[:-4]: line for line in lines}
    failed = 0
    if done.returncode:
        print(f"Bail out! cmc classify ended with {done.returncode}")
        return 1
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        found = check(said.get(name), name)
        failed += bool(found)
        print(f"{'not ok' if found else 'ok'} {number} - {name}")
        for line in found:
            print("#  ", line)
        if words:
            print("#", json.dumps(said.get(name), ensure_ascii=False, indent=1).replace("\n", "\n# "))
    return 1 if failed else 0


sys.exit(main())
