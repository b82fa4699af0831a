"""The program as people start it: production refuses what is unsafe, the demo serves."""

import os
import re
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from quiz.management.commands.demo import PUPIL, TEACHER, make_login
from tests.servers.commands import manage
from tests.servers.site import DEMO, Site


def outside(**environment):
    """The environment without what the browser tests put into that of this process."""
    ours = {"DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {name: value for name, value in os.environ.items() if name not in ours} | environment


def test_the_demo_serves_and_says_where_and_for_whom_and_runs_twice(tmp_path):
    classes, environment = [], outside(DATABASE_URL=f"sqlite:///{tmp_path}/demo.sqlite3")
    for _run in range(2):
        with Site(DEMO, environment) as demo:
            port, lines = demo.port, demo.log.read_text()
            with urlopen(f"http://localhost:{port}/") as reply:
                page = reply.read().decode()
        assert all(f'id="play-{slug}"' in page for slug in ("us-russia", "ancient-rome"))
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
    started = manage("check", **outside(DEBUG="0", SECRET_KEY=""))
    assert started.returncode
    assert "Footnote does not start without DEBUG on this SECRET_KEY" in started.stderr


def test_production_settings_pass_the_deployment_checks():
    strong = outside(DEBUG="0", ALLOWED_HOSTS="quiz.example", SECRET_KEY="k-" * 30 + "0123456789")
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **strong)
    assert checked.returncode == 0, checked.stderr
