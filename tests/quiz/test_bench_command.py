import json
import os
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from history.models import Event
from history.packs import SHIPPED, made_up
from quiz import kinds


def run(*words):
    out = StringIO()
    call_command("bench_generation", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_pack_is_measured_in_every_kind_and_way(tmp_path):
    folder = tmp_path / "nothing"
    made_up.write(folder, folder.name, 120)
    figures = json.loads(run("--measure", str(folder), "--count", "3"))
    assert (figures["topic"], figures["events"]) == ("nothing", 120)
    told = {name.split(":")[0].strip() for name in figures if "drafts a second" in name}
    # In a made-up pack nobody disagrees, and it holds no questions of a teacher's own.
    askers = {k: a for k, a in kinds.all_kinds().items() if k not in ("dispute", "authored")}
    asked = {f"{kind}, {way}" for kind, asker in askers.items() for way in asker.ways}
    # Where each event has one reason at most, all of its reasons cannot be asked for.
    assert asked - told <= {"cause, all"}
    assert told >= {f"{kind}, {asker.ways[0]}" for kind, asker in askers.items()}
    assert figures["milliseconds a draft"] > 0
    waits = [figures["the first after an edit, milliseconds"]]
    waits.append(figures["a round begins after, milliseconds"])
    assert waits[0] > waits[1] > 0
    assert figures["indexes, seconds of processor time"] > 0


@pytest.mark.django_db
def test_it_leaves_the_store_as_it_was():
    told = run("--small", "40", "--large", "80", "--count", "2")
    assert not Event.objects.exists()
    assert re.findall(r"^topic: +(.+)$", told, re.M) == [
        *(pack.name for pack in SHIPPED),
        "made-up-40",
        "made-up-80",
    ]
    assert re.search(rf"^drafts a second on {os.cpu_count()} cores: +\d{{2,}}$", told, re.M)
    assert re.search(r"a draft of made-up-80 costs \d+\.\d\d x one of made-up-40", told)


def test_a_count_below_one_is_refused():
    with pytest.raises(CommandError, match="at least 1"):
        run("--count", "0")
