#!/usr/bin/env python3
"""
Plays cases on the live kernel and writes down what it did.

  record.py CASE.json... --out DIR     each case, recorded, into DIR
  record.py --serve                    a case a line on stdin; on stdout, a line each: {"case": recorded} or {"refused": why}

Run it as root. `npm run kernel:record` looks first whether everything it needs is there.
"""
import argparse
import json
import os
import subprocess
import sys

import cases
from lab import Lab
from netns import Refused


def record(case):
    """The case with `observed` and `kernel`. Raises Refused, or OSError where the kernel takes no namespace or packet."""
    with Lab(case) as lab:
        observed = [lab.play(step) for step in case["steps"]]
    return {**case, "observed": observed, "kernel": cases.kernel()}


def attempt(case):
    try:
        return {"case": record(case)}
    except (Refused, OSError, KeyError, IndexError, ValueError, subprocess.SubprocessError) as why:
        return {"refused": f"{type(why).__name__}: {why}" if not isinstance(why, Refused) else str(why)}


def serve():
    for line in sys.stdin:
        print(json.dumps(attempt(json.loads(line))), flush=True)
    return 0


def record_files(paths, out):
    os.makedirs(out, exist_ok=True)
    failed = 0
    for path in paths:
        done = attempt(cases.load(path))
        if "refused" in done:
            failed += 1
            print(f"{path}: {done['refused']}", file=sys.stderr)
            continue
        written = os.path.join(out, os.path.basename(path))
        with open(written, "w") as file:
            file.write(cases.pretty(cases.timeless(done["case"])))
        print(written)
    return 1 if failed else 0


def main():
    words = argparse.ArgumentParser(prog="record.py")
    words.add_argument("cases", nargs="*")
    words.add_argument("--out")
    words.add_argument("--serve", action="store_true")
    given = words.parse_args()
    if given.serve:
        return serve()
    if not given.cases or not given.out:
        words.error("record.py CASE.json... --out DIR")
    return record_files(given.cases, given.out)


if __name__ == "__main__":
    sys.exit(main())
