"""The test that takes long, at full length, on either database."""

import os
import subprocess
import sys
from contextlib import nullcontext

from config.settings import BASE_DIR
from tests.load.venue import say
from tests.servers.cluster import Cluster

FUZZED = os.environ.get("FUZZED", "10000")
TESTS = "tests/quiz/test_fuzz.py"


def fuzz(vendor, bars):
    env = {**os.environ, "FUZZED": FUZZED}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TESTS]
    with Cluster("fsync=off") if vendor == "postgresql" else nullcontext() as cluster:
        if cluster:
            env["DATABASE_URL"] = cluster.url
        done = subprocess.run(command, env=env, cwd=BASE_DIR)
    say(f"  {FUZZED} requests on {vendor}")
    bars.check("requests that failed or took more than 5 s (1: see above)", done.returncode, most=0)
