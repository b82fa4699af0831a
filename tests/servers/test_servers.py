"""Servers of the tests are for this machine alone, and gone afterwards whatever happens."""

import sys
from pathlib import Path

import pytest

from tests.servers.cluster import Cluster, Refused
from tests.servers.postgresql import programs
from tests.servers.processes import lives
from tests.servers.site import DidNotStart, Site

WITH_POSTGRESQL = pytest.mark.skipif(not programs(), reason="PostgreSQL is not installed")


@pytest.mark.parametrize("then", ["", "; import time; time.sleep(99)"], ids=["ends", "hangs"])
def test_a_site_that_does_not_start_says_why_and_is_gone(monkeypatch, then):
    monkeypatch.setattr("tests.servers.site.PATIENCE", 1)
    site = Site([sys.executable, "-c", f"print('no key', flush=True){then}"], {})
    with pytest.raises(DidNotStart, match="no key"):
        site.__enter__()
    assert site.process.poll() is not None
    assert not Path(site.folder.name).exists()


@WITH_POSTGRESQL
def test_a_cluster_that_does_not_start_says_why_and_is_gone():
    cluster = Cluster("no_such_setting=1")
    with pytest.raises(Refused, match="no_such_setting"):
        cluster.__enter__()
    assert not cluster.place.exists()


@WITH_POSTGRESQL
def test_a_cluster_is_for_this_machine_alone_and_gone_after_a_test_that_fails():
    cluster = Cluster()

    def failing():
        with cluster:
            assert cluster.sql("SHOW listen_addresses") == "127.0.0.1"
            assert cluster.sql("SHOW unix_socket_directories") == str(cluster.place)
            servers.append(cluster.master)
            raise ZeroDivisionError

    servers = []
    with pytest.raises(ZeroDivisionError):
        failing()
    assert not cluster.place.exists()
    assert not lives(*servers)
