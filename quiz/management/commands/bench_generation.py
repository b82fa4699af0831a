"""Measures generation on the pack that ships and on made-up packs of 200 and 20,000 events.

All of it happens in a temporary folder, with a database of its own. Each topic is measured in a
process of its own, so that nothing that an earlier one has warmed up or kept helps it, and on all
cores at the same time, since they share more than one would think.
"""

import json
import os
import tempfile
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from subprocess import PIPE
from time import perf_counter, process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.urls import reverse

from history.chronicle import Chronicle
from history.models import Topic
from history.packs import SHIPPED, loader, made_up
from quiz import kinds
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import outcomes
from quiz.management.elsewhere import run_in

SMALL, LARGE = 200, 20_000
# A made-up subject may refuse more than it gives; that is no reason to go on for ever.
MOST_REFUSED = 20
ROUNDS = 5
BY_WAY = "seconds a draft, by way"


class Command(BaseCommand):
    help = "Measures drafts a second, loading and memory, on topics of different sizes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=500, help="drafts of each kind and way")
        parser.add_argument("--small", type=int, default=SMALL, help="events of the small pack")
        parser.add_argument("--large", type=int, default=LARGE, help="events of the large pack")
        parser.add_argument("--measure", type=Path, metavar="DIR", help="one pack, in this store")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["count"] < 1:
            raise CommandError("--count must be at least 1.")
        if options["measure"]:
            self.stdout.write(json.dumps(measure(options["measure"], options["count"])))
            return
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            packs = list(SHIPPED)
            for size in (options["small"], options["large"]):
                packs.append(folder / f"made-up-{size}")
                made_up.write(packs[-1], packs[-1].name, size)
            figures = [self.measured(pack, folder, options["count"]) for pack in packs]
        *_shipped, small, large = figures
        ratio = large["milliseconds a draft"] / small["milliseconds a draft"]
        self.stdout.write(
            f"a draft of {large['topic']} costs {ratio:.2f} x one of {small['topic']}"
        )
        for way, cost in small[BY_WAY].items():
            if way in large[BY_WAY]:
                self.stdout.write(f"  {way}: {large[BY_WAY][way] / cost:.2f} x")

    def measured(self, pack: Path, folder: Path, count: int) -> dict[str, Any]:
        """The figures of a process that has this pack alone in a new database, while each of the
        other cores does the same."""
        cores = os.cpu_count() or 1
        stores = [f"sqlite:///{folder / pack.name}-{core}.sqlite3" for core in range(cores)]
        with ThreadPoolExecutor(cores) as pool:
            found = list(pool.map(partial(_figures, pack, count), stores))
        together = round(sum(1000 / one["milliseconds a draft"] for one in found))
        figures = found[0] | {f"drafts a second on {cores} cores": together}
        for name, figure in figures.items():
            if name == BY_WAY:
                continue
            self.stdout.write(f"{name + ':':34}{figure}")
        self.stdout.write("")
        return figures


def _figures(pack: Path, count: int, store: str) -> dict[str, Any]:
    asked = ["bench_generation", "--measure", str(pack), "--count", str(count)]
    run_in(store, "migrate", "--verbosity", "0")
    figures: dict[str, Any] = json.loads(run_in(store, *asked, stdout=PIPE))
    return figures


def measure(pack: Path, count: int) -> dict[str, Any]:
    began = perf_counter()
    loader.load(pack)
    loaded = perf_counter()
    chronicle = chronicle_for(Topic.objects.get(slug=pack.name))
    read = perf_counter()
    figures = {
        "topic": pack.name,
        "events": len(chronicle.events),
        "load_pack, seconds": round(loaded - began, 2),
        "chronicle, seconds": round(read - loaded, 2),
    }
    return figures | _drafting(chronicle, count) | _playing(pack.name) | {"memory": _memory()}


def _drafting(chronicle: Chronicle, count: int) -> dict[str, Any]:
    """The mean over all kinds and ways, so that a quick one does not hide a slow one.

    It is counted in processor time, since other work on the machine is no cost of a draft; and
    without the first attempt of each way, which makes the indexes of the topic for all others.
    """
    costs: dict[str, float] = {}
    speeds: dict[str, str] = {}
    indexing = 0.0
    for kind, way in (
        (kind, way) for kind, asker in kinds.all_kinds().items() for way in asker.ways
    ):
        first, made, seconds, work = _time(chronicle, kind, way, count)
        indexing += first
        if made:
            costs[f"{kind}, {way}"] = work / made
            speeds[f"  {kind}, {way}: drafts a second"] = (
                f"{made / seconds:.0f} ({made / work:.0f} of processor time)"
            )
    mean = sum(costs.values()) / len(costs)
    return speeds | {
        BY_WAY: costs,
        "indexes, seconds of processor time": round(indexing, 2),
        "drafts a second of processor time": round(1 / mean),
        "milliseconds a draft": round(1000 * mean, 3),
    }


def _time(chronicle: Chronicle, kind: str, way: str, count: int) -> tuple[float, int, float, float]:
    """The seconds of a first attempt; how many drafts were made after it, the seconds by the
    clock and of the processor."""
    made, drawn = 0, outcomes(chronicle, kind, 1, way)
    first = process_time()
    next(drawn, None)
    began, work = perf_counter(), process_time()
    for number, outcome in enumerate(drawn):
        made += isinstance(outcome, Draft)
        if made == count or number > MOST_REFUSED * count:
            break
    return work - first, made, perf_counter() - began, process_time() - work


def _playing(topic: str) -> dict[str, Any]:
    """How long a browser waits for a new round, and how long after an edit: for the chronicle
    and its indexes too."""
    waits = [_wait(topic) for _ in range(ROUNDS)]
    Topic.objects.all().bump()
    return {
        "a round begins after, milliseconds": round(1000 * sorted(waits)[ROUNDS // 2], 1),
        "the first after an edit, milliseconds": round(1000 * _wait(topic), 1),
    }


def _wait(topic: str) -> float:
    began = perf_counter()
    client = Client(headers={"host": "localhost"})
    response = client.post(reverse("quiz:start", args=[topic]), secure=True)
    if response.status_code != 302:
        raise CommandError(f"A round could not be started: {response.status_code}.")
    return perf_counter() - began


def _memory() -> str:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return f"{int(line.split()[1]) // 1024} MiB resident"
    return "unknown"
