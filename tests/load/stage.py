"""Fills an empty database for a run: the shipped subject, a class, pupils with their sessions.

A script, because it runs in the settings of the site that it is for. It prints JSON.
"""

import json
import sys
from importlib import import_module
from random import Random

import django

SUBJECT = "us-russia"


def main(pupils, rounds):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from history.models import Topic
    from history.packs import SHIPPED, loader

    loader.load(next(folder for folder in SHIPPED if folder.name == SUBJECT))
    topic = Topic.objects.get(slug=SUBJECT)
    told = stage(topic, pupils, rounds)
    sys.stdout.write(json.dumps(told))


def stage(topic, pupils, rounds=0):
    """A class with so many pupils, each with a session and so many rounds begun."""
    from quiz.models import Classroom, Membership, Player

    size = max(pupils, 1)
    named = Classroom.objects.count()
    classroom = Classroom.objects.create(
        name=f"Load {named}", code=f"LOAD{named:04}", topic=topic, size=size
    )
    players = Player.objects.bulk_create(Player() for _ in range(pupils))
    Membership.objects.bulk_create(
        Membership(
            classroom=classroom,
            player=player,
            nickname=f"Pupil {n}",
            nickname_key=f"pupil {n}",
            phrase=f"phrase {n}",
        )
        for n, player in enumerate(players)
    )
    begun = begin(topic, players, rounds) if rounds else {}
    return {
        "topic": topic.slug,
        "classroom": str(classroom.uuid),
        "sessions": [session_of(player) for player in players],
        "questions": [begun.get(player.pk, []) for player in players],
    }


def begin(topic, players, rounds):
    """Rounds of the topic's drafts, drawn once for all: each player's questions and their forms."""
    from quiz import play
    from quiz.bank import chronicle_for
    from quiz.generation import compose
    from quiz.models import Reexamination

    # As when rounds are begun: what is drawn from today's store needs no second look.
    looked = {"version": topic.version, "done": True}
    Reexamination.objects.update_or_create(topic=topic, defaults=looked)
    drafts = [draft for seed in range(5) for draft in compose(chronicle_for(topic), seed)]
    begun = {}
    for player in players:
        asked = begun[player.pk] = []
        for number in range(rounds):
            chosen = Random(f"{player.pk} {number}").sample(drafts, 10)
            played = play.keep_round(player=player, topic=topic, drafts=chosen)
            asked += [
                (str(uuid), ways_to_fill_in(shown))
                for uuid, shown in played.questions.order_by("position").values_list(
                    "uuid", "shown"
                )
            ]
    return begun


def ways_to_fill_in(shown):
    """Two forms that say different things, as a browser would send them.

    Neither leaves cards as they lay, which counts as not yet moved.
    """
    ids = [option["id"] for option in shown["options"]]
    if shown["mode"] == "text":
        return [{"answer": "1900"}, {"answer": "1950"}]
    if shown["mode"] == "order":
        ways = (ids[::-1], ids[1:] + ids[:1])
        return [{f"rank-{i}": n for n, i in enumerate(way, 1)} for way in ways]
    return [{"answer": ids[0]}, {"answer": ids[-1]}]


def session_of(player):
    from django.conf import settings

    from quiz.people import SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = player.pk
    session.create()
    return session.session_key


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
