"""`make chaos`: what may go wrong goes wrong, on both databases, and nothing may be lost by it.

Each check has its control: the same with its protection taken away has to be seen.
"""

import os
import signal
import sys
from argparse import ArgumentParser
from time import monotonic

from tests.chaos import fuzzing, hosts, scenes
from tests.load.scenes import Bars
from tests.load.venue import say, vendors, venue

BOTH = {
    "race": ("250 questions, eight submits each", [scenes.race, scenes.race_control]),
    "tabs": ("two tabs, five pupils, 1,500 answers", [scenes.tabs, scenes.tabs_control]),
    "drops": ("one reply in ten is lost on the way", [scenes.drops]),
    "deadline": ("answers in the last moment", [scenes.deadline]),
    "web": ("kill -9 of the web server, 20 times", [scenes.web_kills]),
}
ALONE = {
    "power": ("sqlite", "the power is cut at 200 places", [scenes.power_cuts]),
    "postgres": (
        "postgresql",
        "kill -9 of PostgreSQL, 20 times",
        [scenes.postgres_kills, scenes.postgres_control],
    ),
    "hosts": (
        "postgresql",
        "three web hosts; two of them and the primary are lost",
        [hosts.lose_them, hosts.control],
    ),
}


EVERY = ["sqlite", "postgresql"]


def main(wanted, databases):
    bars, began = Bars(), monotonic()
    say(f"cores {os.cpu_count()}, load of the machine {os.getloadavg()}")
    databases = list(installed(databases, bars))
    for vendor in databases:
        for name, (title, acts) in BOTH.items():
            # A database of its own for each act: a control leaves it without its protection.
            for act in acts if name in wanted else ():
                with venue(vendor, 0) as place:
                    titled(vendor, title)
                    act(place, bars)
        if "fuzz" in wanted:
            titled(vendor, "hostile requests to every address in every role")
            fuzzing.fuzz(vendor, bars)
    for name, (vendor, title, acts) in ALONE.items():
        for act in acts if name in wanted and vendor in databases else ():
            titled(vendor, title)
            act(bars)
    say(f"\n{monotonic() - began:.0f} seconds, load of the machine {os.getloadavg()}")
    for line in bars.missed:
        say(f"MISSED: {line}")
    return 1 if bars.missed else 0


def installed(databases, bars):
    for vendor in databases:
        if vendor in vendors():
            yield vendor
        else:
            bars.not_run(f"all on {vendor}", "it is not installed here (apt install postgresql)")


def titled(vendor, title):
    say(f"\n{vendor}: {title} (load {os.getloadavg()[0]:.1f})")


if __name__ == "__main__":
    every = [*BOTH, *ALONE, "fuzz"]
    parser = ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("scenes", nargs="*", default=every, help=", ".join(every))
    parser.add_argument("--database", action="append", choices=EVERY)
    options = parser.parse_args()
    # So that servers are stopped, too, when this is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(options.scenes, options.database or EVERY))
