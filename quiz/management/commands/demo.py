"""Everything for a first look: database, packs, two logins, a class, and the site, in one go."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from history.groups import TEACHERS
from history.packs import SHIPPED
from quiz.management import demo_class
from quiz.models import Classroom

# Known to everybody, so they are made in a demo alone, and a demo answers on this machine alone.
TEACHER = ("teacher", "footnote-teacher")
PUPIL = ("pupil", "footnote-pupil")


class Command(BaseCommand):
    help = "Makes a demo and serves it on PORT (8000). Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has passwords that everybody knows, so it runs with DEBUG on only."
            )
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal():
            raise CommandError(f"PORT must be a number, not {port!r}.")
        call_command("migrate", verbosity=0)
        for pack in SHIPPED:
            call_command("load_pack", pack, stdout=self.stdout)
        teacher, pupil = make_login(*TEACHER, group=TEACHERS), make_login(*PUPIL)
        classroom = demo_class.make(teacher, pupil, self.stdout.write)
        # From here on it should look as it would at school, error pages too.
        settings.DEBUG = False
        # Gunicorn forks, and no connection may be open on both sides of a fork.
        connections.close_all()
        Server(int(port), lambda: self.announce(port, classroom)).run()

    def announce(self, port: str, classroom: Classroom) -> None:
        site = f"http://localhost:{port}"
        self.stdout.write(f"site: {site}/")
        self.stdout.write("teacher: {} / {}".format(*TEACHER))
        self.stdout.write("pupil: {} / {}".format(*PUPIL))
        self.stdout.write(f"class: {site}{classroom.get_absolute_url()}")
        self.stdout.flush()


def make_login(name: str, password: str, group: str = "") -> User:
    """Make the account if it is missing; one that is there keeps the password it has."""
    user, made = get_user_model().objects.get_or_create(
        username=name, defaults={"is_staff": bool(group)}
    )
    if made:
        user.set_password(password)
        user.save(update_fields=["password"])
        if group:
            user.groups.add(Group.objects.get(name=group))
    return user


class Server(BaseApplication):
    """Gunicorn with one process and threads, which is what SQLite wants."""

    def __init__(self, port: int, ready: Any) -> None:
        self.chosen = {
            "bind": f"127.0.0.1:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": 8,
            "loglevel": "warning",
            "when_ready": lambda _server: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()
