#!/usr/bin/env python3
"""
Grows random cases against the live kernel and writes them down, recorded.

  fuzz.py --out DIR [--profile NAME] [--seed N] [--count K] [--seconds S] [--extensions a,b,C]

Prints the path of each case as soon as it is written. The same profile and seed draw the same case, but for what the kernel
itself draws. `--extensions` names the matches and targets that may be used; all of them when left out.
"""
import argparse
import os
import subprocess
import sys
import time

import cases
from dice import Dice
from extensions import ALL_TARGETS, MATCHES
from lab import Lab
from netns import Refused
from profiles import PROFILES
from session import Session

# A kernel or an iptables without one of the extensions refuses the rule set: then another is drawn.
DRAWS = 8


def grow(profile, seed, extensions):
    """A recorded case. Raises the last Refused when no rule set was taken."""
    for draw in range(DRAWS):
        dice = Dice(f"{profile}/{seed}/{draw}" if draw else f"{profile}/{seed}")
        place, speak = PROFILES[profile](dice, extensions)
        try:
            return grown(place, speak, f"{profile} {seed}")
        except Refused as why:
            refused = why
    raise refused


def grown(place, speak, name):
    case = place.case(name)
    with Lab(case) as lab:
        session = Session(case, lab)
        speak(session)
        for node in place.nodes:
            session.do({"conntrack": node})
        session.do({"counters": place.router})
        return {**session.finished(), "kernel": cases.kernel()}


def main():
    words = argparse.ArgumentParser(prog="fuzz.py")
    words.add_argument("--profile", choices=sorted(PROFILES), default="all")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--count", type=int, default=10)
    words.add_argument("--seconds", type=float, help="begin no case after so long")
    words.add_argument("--extensions", default=",".join([*MATCHES, *ALL_TARGETS]))
    words.add_argument("--out", required=True)
    given = words.parse_args()
    os.makedirs(given.out, exist_ok=True)
    extensions = set(given.extensions.split(","))
    until = time.monotonic() + given.seconds if given.seconds else None
    for seed in range(given.seed, given.seed + given.count):
        if until and time.monotonic() > until:
            break
        try:
            case = grow(given.profile, seed, extensions)
        except (Refused, OSError, subprocess.SubprocessError) as why:
            print(f"{given.profile} {seed}: {why}", file=sys.stderr, flush=True)
            continue
        path = os.path.join(given.out, f"{given.profile}-{seed}.json")
        with open(path, "w") as file:
            file.write(cases.pretty(case))
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
