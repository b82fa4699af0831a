"""The program as people start it: production refuses what is unsafe, the demo serves."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from config.settings import BASE_DIR
from quiz.management.commands.demo import PUPIL, TEACHER, make_login

PATIENCE = 40  # seconds


def outside(**environment):
    """The environment without what the browser tests put into that of this process."""
    ours = {"DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {name: value for name, value in os.environ.items() if name not in ours} | environment


def manage(*words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=BASE_DIR,
        env=outside(**environment),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(folder, port):
    """The demo as its own process, with a database of its own; ended afterwards."""
    told = folder / "told"
    environment = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
    with told.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=BASE_DIR,
            env=outside(**environment),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process, told
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def front_page(port, process):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://localhost:{port}/", timeout=2) as reply:
                return reply.read().decode()
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the demo did not begin to serve")


def test_the_demo_serves_and_says_where_and_for_whom_and_runs_twice(tmp_path):
    classes = []
    for _run in range(2):
        port = free_port()
        with demo(tmp_path, port) as (process, told):
            page = front_page(port, process)
            assert all(f'id="play-{slug}"' in page for slug in ("us-russia", "ancient-rome"))
        lines = told.read_text()
        assert f"site: http://localhost:{port}/" in lines
        assert re.search(r"^teacher: \S+ / \S+$", lines, re.MULTILINE)
        assert re.search(r"^pupil: \S+ / \S+$", lines, re.MULTILINE)
        found = re.search(rf"^class: (http://localhost:{port}/classes/\S+/)$", lines, re.MULTILINE)
        classes.append(found[1].split("/")[-2])
    assert len(set(classes)) == 1


def test_the_demo_refuses_where_debug_is_off(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG on only"):
        call_command("demo")


@pytest.mark.django_db
def test_the_logins_of_the_demo_are_a_teacher_and_a_pupil():
    for _twice in range(2):
        make_login(*TEACHER, group="Teachers")
        make_login(*PUPIL)
    teacher, pupil = User.objects.get(username=TEACHER[0]), User.objects.get(username=PUPIL[0])
    assert teacher.is_staff
    assert teacher.has_perm("history.change_event")
    assert teacher.check_password(TEACHER[1])
    assert not pupil.is_staff
    assert not pupil.get_all_permissions()


def test_production_does_not_start_without_a_key():
    started = manage("check", DEBUG="0", SECRET_KEY="")
    assert started.returncode
    assert "Footnote does not start without DEBUG on this SECRET_KEY" in started.stderr


def test_production_settings_pass_the_deployment_checks():
    checked = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DEBUG="0",
        ALLOWED_HOSTS="quiz.example",
        SECRET_KEY="k-" * 30 + "0123456789",
    )
    assert checked.returncode == 0, checked.stderr
