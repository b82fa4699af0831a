"""An empty database of either sort, filled for a run and gone afterwards."""

import json
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.load.cluster import Cluster, programs
from tests.load.site import environment, run


class Venue(NamedTuple):
    vendor: str
    env: dict[str, str]
    told: dict[str, Any]
    cluster: Cluster | None
    place: Path

    def amiss(self, acknowledged):
        """What is stored otherwise than pupils were told; nothing, or the run has failed."""
        asked = json.dumps([[uuid, data] for uuid, data in acknowledged])
        return json.loads(run(["-m", "tests.load.stored"], self.env, input=asked))

    def stage(self, pupils, rounds=0):
        """Another class in the same database."""
        asked = ["-m", "tests.load.stage", str(pupils), str(rounds)]
        return json.loads(run(asked, self.env))


@contextmanager
def venue(vendor, pupils, rounds=0, cluster=None):
    """SQLite in a temporary folder, or a PostgreSQL server of its own."""
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        place = Path(folder)
        mine = cluster or (Cluster().make() if vendor == "postgresql" else None)
        url = mine.url if mine else f"sqlite:///{place / 'school.sqlite3'}"
        made = Venue(vendor, environment(url, place / "static"), {}, mine, place)
        try:
            run(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], made.env)
            yield made._replace(told=made.stage(pupils, rounds))
        finally:
            if mine and not cluster:
                mine.remove()


def vendors():
    """PostgreSQL too, where it is installed."""
    return ["sqlite", "postgresql"] if programs() else ["sqlite"]


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
