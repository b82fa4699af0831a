"""The test that takes long, at full length, on either database."""

import os
import subprocess
import sys

from config.settings import BASE_DIR
from tests.load.cluster import Cluster
from tests.load.venue import say

FUZZED = os.environ.get("FUZZED", "10000")
TESTS = "tests/quiz/test_fuzz.py"


def fuzz(vendor, bars):
    cluster = Cluster("fsync=off").make() if vendor == "postgresql" else None
    env = {**os.environ, "FUZZED": FUZZED}
    env.pop("DATABASE_URL", None)
    if cluster:
        env["DATABASE_URL"] = cluster.url
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TESTS]
    try:
        done = subprocess.run(command, env=env, cwd=BASE_DIR)
    finally:
        if cluster:
            cluster.remove()
    say(f"  {FUZZED} requests on {vendor}")
    bars.check("requests that failed or took more than 5 s (1: see above)", done.returncode, most=0)
