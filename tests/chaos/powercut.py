"""A power cut, simulated on SQLite: what was synced is on the disk, of the rest some blocks are.

The server runs with a shim (shim.c) between SQLite and the C library that logs every write and
every sync of the database and its write-ahead log. Pupils add to the same log what they were told
is stored. A cut at any place of the log then leaves files that can be made again: everything up to
each file's last sync, and of what was written to it since, an arbitrary part. SQLite opens them,
and every answer acknowledged before the cut has to be there.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from random import Random
from uuid import UUID

from tests.load.crowd import all_at_once, crowd
from tests.load.site import served
from tests.load.venue import say

DATABASE, WAL = 1, 2
NAMES = {DATABASE: "cut.sqlite3", WAL: "cut.sqlite3-wal"}


def compiler():
    return shutil.which("cc") or shutil.which("gcc")


def built(place):
    library = place / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = [compiler(), "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
    subprocess.run(command, check=True)
    return library


def played(place, told, synchronous=""):
    """Answers under the shim; gives the files before them, and the log."""
    log = place.place / f"journal{synchronous}"
    school = place.place / "school.sqlite3"
    now = sqlite3.connect(school)
    now.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    now.close()
    before = school.read_bytes()
    env = {**place.env, "JOURNAL": str(log), "LD_PRELOAD": str(built(place.place))}
    application = "config.wsgi"
    if synchronous:
        env["DATABASE_URL"] += f"?init_command=PRAGMA%20synchronous%3D{synchronous}"
        env["WITHOUT"], application = "insistence", "tests.chaos.unprotected"
    with (
        served(env, application=application) as site,
        log.open("ab", buffering=0) as acknowledgements,
    ):
        pupils, _figures = crowd(site.address, told["topic"], told["sessions"])

        def work(pupil, questions):
            for uuid, ways in questions:
                if pupil.send(uuid, ways[0]).status == 200:
                    acknowledgements.write(f"A 0 0 {len(uuid)}\n{uuid}".encode())

        jobs = [lambda p=p, q=q: work(p, q) for p, q in zip(pupils, told["questions"], strict=True)]
        all_at_once(jobs)
        # Before the server stops and tidies up, which no power cut does.
        size = os.path.getsize(log)
    return before, records(log.read_bytes()[:size])


def records(text):
    found, here = [], 0
    while here < len(text):
        end = text.index(b"\n", here)
        what, kind, offset, length = text[here:end].decode().split(" ")
        here = end + 1 + int(length)
        found.append((what, int(kind), int(offset), text[end + 1 : here]))
    return found


def cuts(before, log, places, folder, seed=1):
    """For each of so many places: how many answers were acknowledged and how many are lost."""
    first = next((n for n, record in enumerate(log) if record[0] == "A"), 0)
    rng = Random(seed)
    wanted = sorted(rng.randrange(first, len(log)) for _ in range(places))
    disk = {DATABASE: bytearray(before), WAL: bytearray()}
    waiting, told, here = {DATABASE: [], WAL: []}, [], 0
    for number, record in enumerate(log):
        note(record, disk, waiting, told)
        while here < len(wanted) and wanted[here] == number:
            here += 1
            yield len(told), lost(disk, waiting, told, folder, rng)


def note(record, disk, waiting, told):
    what, kind, _offset, content = record
    if what == "A":
        told.append(content.decode())
    elif what == "S":
        for change in waiting[kind]:
            apply(disk[kind], change)
        waiting[kind].clear()
    else:
        waiting[kind].append(record)


def apply(file, change):
    what, _kind, offset, content = change
    if what == "T":
        del file[offset:]
        return
    if len(file) < offset:
        file.extend(bytes(offset - len(file)))
    file[offset : offset + len(content)] = content


def lost(disk, waiting, told, folder, rng):
    """What is missing, or what SQLite says of the files, when the power comes back."""
    share = rng.choice([0, 0.5, 0.9])
    for kind, name in NAMES.items():
        left = bytearray(disk[kind])
        for change in waiting[kind]:
            if rng.random() < share:
                apply(left, change)
        (folder / name).write_bytes(left)
    (folder / "cut.sqlite3-shm").unlink(missing_ok=True)
    found = sqlite3.connect(folder / NAMES[DATABASE])
    try:
        health = found.execute("PRAGMA quick_check").fetchone()[0]
        query = "SELECT uuid FROM quiz_question q JOIN quiz_answer a ON a.question_id = q.id"
        stored = {row[0] for row in found.execute(query)}
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        found.close()
    missing = [uuid for uuid in told if UUID(uuid).hex not in stored]
    return missing if health == "ok" else [*missing, health]


def simulate(place, bars, places=200, pupils=10, rounds=3):
    if compiler() is None:
        bars.not_run("the power cut", "no C compiler here (apt install gcc libc6-dev)")
        return
    for synchronous in ("", "NORMAL"):
        before, log = played(place, place.stage(pupils, rounds), synchronous)
        outcomes = list(cuts(before, log, places, place.place))
        most = max(len(missing) for _told, missing in outcomes)
        say(
            f"  synchronous={synchronous or 'as set (FULL)'}: {len(outcomes)} cuts among "
            f"{len(log)} writes, syncs and acknowledgements of {outcomes[-1][0]} answers; "
            f"most lost at one cut: {most}"
        )
        if synchronous:
            bars.check("lost with NORMAL", most, least=1)
        else:
            bars.check("lost", most, most=0)
