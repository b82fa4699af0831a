"""An empty database of either sort, filled for a run and gone afterwards."""

import json
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.load.site import environment, run
from tests.servers.cluster import Cluster
from tests.servers.postgresql import programs


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
    with ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(prefix="footnote-load-")
        place = Path(stack.enter_context(folder))
        if vendor == "postgresql" and not cluster:
            cluster = stack.enter_context(Cluster())
        url = cluster.url if cluster else f"sqlite:///{place / 'school.sqlite3'}"
        made = Venue(vendor, environment(url, place / "static"), {}, cluster, place)
        run(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], made.env)
        yield made._replace(told=made.stage(pupils, rounds))


def vendors():
    """PostgreSQL too, where it is installed."""
    return ["sqlite", "postgresql"] if programs() else ["sqlite"]


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
