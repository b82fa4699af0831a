"""`make load`: what the site stands, on both databases; every figure with the bar it has to reach.

Times depend on the machine and on what else it does, so its load is told. A bar that is missed is
named at the end, and the run then ends with 1.
"""

import os
import signal
import sys
from argparse import ArgumentParser
from time import monotonic

from tests.load import growth, scenes
from tests.load.venue import say, vendors, venue

SCENES = "fifty bare class start flood two growth".split()
LONG = ["hour"]  # only if asked for


def main(wanted, databases, answers, minutes):
    bars, began = scenes.Bars(), monotonic()
    say(f"cores {os.cpu_count()}, load of the machine {os.getloadavg()}")
    for vendor in databases:
        if set(wanted) - {"growth"}:
            with venue(vendor, pupils=50, rounds=26) as place:
                play(place, bars, wanted, minutes)
        if "growth" in wanted:
            titled(vendor, "cost with 10 thousand answers stored, and with many more")
            growth.compare(vendor, bars, answers)
    say(f"\n{monotonic() - began:.0f} seconds, load of the machine {os.getloadavg()}")
    for line in bars.missed:
        say(f"MISSED: {line}")
    return 1 if bars.missed else 0


def play(place, bars, wanted, minutes):
    vendor = place.vendor
    if "fifty" in wanted:
        titled(vendor, "50 pupils, 2,000 answers, one after another")
        scenes.fifty(place, bars)
    if "bare" in wanted:
        titled(vendor, "answers against a bare view")
        scenes.against_bare(place, bars, start=41)
    if "two" in wanted and vendor == "postgresql":
        titled(vendor, "two web processes against one")
        scenes.two_processes(place, bars, start=164)
    if "class" in wanted:
        titled(vendor, "200 pupils read, answer and look at the board")
        scenes.a_class(place, bars, 200, 10)
    if "start" in wanted:
        titled(vendor, "200 pupils press Play within ten seconds")
        scenes.all_press_play(place, bars, 200)
    if "flood" in wanted:
        titled(vendor, "500 clients at once")
        scenes.too_many(place, bars, 500)
    if "hour" in wanted:
        titled(vendor, f"ten requests a second for {minutes} minutes")
        scenes.an_hour(place, bars, minutes)


def titled(vendor, title):
    say(f"\n{vendor}: {title} (load {os.getloadavg()[0]:.1f})")


if __name__ == "__main__":
    parser = ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("scenes", nargs="*", default=SCENES, help=", ".join(SCENES + LONG))
    parser.add_argument("--database", action="append", choices=vendors())
    parser.add_argument("--answers", type=int, default=1_000_000, help="the many of `growth`")
    parser.add_argument("--minutes", type=int, default=60, help="the length of `hour`")
    options = parser.parse_args()
    # So that servers are stopped, too, when this is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(options.scenes, options.database or vendors(), options.answers, options.minutes))
