"""How a command is told which person is meant."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from quiz.classes import codes, nicknames
from quiz.keeping import personal
from quiz.keeping.personal import Person
from quiz.models import Membership, Player


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="of an account, or a nickname with --class")
    parser.add_argument("--class", dest="code", help="code of the class where it is one")
    parser.add_argument("--player", type=int, help="number of a player, in place of a name")


def meant(options: dict[str, Any]) -> Person:
    name, code, player = options["name"], options["code"], options["player"]
    if bool(name) == bool(player) or (code and not name):
        raise CommandError(
            "Say who: the name of an account, or --class CODE NICKNAME, or --player NUMBER."
        )
    if player:
        return personal.of_player(_one(Player.objects.filter(pk=player), f"player {player}"))
    if code:
        seats = Membership.objects.filter(
            classroom__code=codes.read(code), nickname_key=nicknames.key(name)
        )
        return personal.of_membership(_one(seats, f"pupil “{name}” in class {code}"))
    return personal.of_user(_one(User.objects.filter(username=name), f"account “{name}”"))


def _one(rows: Any, what: str) -> Any:
    found = rows.first()
    if found is None:
        raise CommandError(f"There is no {what}.")
    return found
