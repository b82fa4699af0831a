"""A class with a term behind it, so that each of its pages has something true to show.

A seed fixes who is in it and what they answered; all dates count back from today.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from history.models import Topic
from quiz import assigning, classes, memory, play
from quiz.bank import chronicle_for
from quiz.classes import nicknames, phrases
from quiz.classes.animals import EN
from quiz.generation import compose
from quiz.management.made_up_pupil import Pupil
from quiz.management.made_up_term import WEEKS, Task, term, with_likeness
from quiz.management.played import store
from quiz.models import Classroom, Membership, Player

SEED = 1933
PUPILS, ROUNDS = 24, 20
WEEK = timedelta(weeks=1)
EVENTS = 40  # about as many as a class goes through in a term


def make(teacher: User, pupil: User, tell: Callable[[str], Any]) -> Classroom:
    """The class of this teacher; made once, and then left alone."""
    made = Classroom.objects.filter(teachings__user=teacher).order_by("pk").first()
    if made:
        return made
    tell("Making a class with a term behind it, which takes a few seconds …")
    # All of it or nothing: a first run that is interrupted leaves no half of a class.
    with transaction.atomic():
        topic = _topic()
        classroom = classes.create(user=teacher, name="Class 9b", topic=topic)
        _fill(classroom, topic, teacher, pupil)
    return classroom


def _topic() -> Topic:
    """That which is about a term's work."""
    sized = Topic.objects.annotate(size=Count("events")).filter(size__gt=0)
    return min(sized, key=lambda topic: (abs(topic.size - EVENTS), topic.slug))


def _fill(classroom: Classroom, topic: Topic, teacher: User, demo: User) -> None:
    chronicle, now = chronicle_for(topic), timezone.now()
    pool = [with_likeness(compose(chronicle, SEED + n)) for n in range(ROUNDS)]
    tasks = _tasks(classroom, topic, teacher, now)
    pupils = _pupils(Random(SEED))
    players = [play.member(demo), *(play.new_guest() for _guest in pupils[1:])]
    _seat(classroom, pupils, players, now)
    sittings = [
        sitting
        for pupil, player in zip(pupils, players, strict=True)
        for sitting in term(pupil, player, pool, tasks, now)
    ]
    store(topic, sorted(sittings, key=lambda sitting: sitting.at))
    memory.replay_all(players=players)


def _pupils(rng: Random) -> list[Pupil]:
    """The first is the one whose account is shown: a good pupil who says how sure they are."""
    _pattern, adjectives, animals = EN
    names = zip(rng.sample(adjectives, PUPILS), rng.sample(animals, PUPILS), strict=True)
    pupils = [_pupil(f"{adjective} {animal}", rng) for adjective, animal in names]
    pupils[0] = replace(pupils[0], ability=0.5, hold=1.8, diligence=2.1, candour=0.7)
    return pupils


def _pupil(name: str, rng: Random) -> Pupil:
    """Who knows more to begin with also keeps it longer; who works more is another matter."""
    talent = rng.random()
    return Pupil(
        name=name,
        ability=0.2 + 0.45 * talent,
        hold=0.4 + 2.6 * talent**2,
        diligence=rng.uniform(0.8, 2.5),
        candour=rng.choice((0, 0.3, 0.8)),
        rng=Random(rng.random()),
    )


def _seat(
    classroom: Classroom, pupils: Sequence[Pupil], players: Sequence[Player], now: datetime
) -> None:
    joined = now - WEEKS * WEEK
    Membership.objects.bulk_create(
        Membership(
            classroom=classroom,
            player=player,
            nickname=pupil.name,
            nickname_key=nicknames.key(pupil.name),
            phrase=phrases.new(),
            joined=joined,
        )
        for pupil, player in zip(pupils, players, strict=True)
    )
    Classroom.objects.filter(pk=classroom.pk).update(created=joined)


def _tasks(classroom: Classroom, topic: Topic, teacher: User, now: datetime) -> list[Task]:
    """One that most have done, one that some were late with, and one that is open now."""
    slugs = [event.slug for event in chronicle_for(topic).events]
    half = len(slugs) // 2

    def task(title: str, events: list[str], ago: timedelta, *shares: float) -> Task:
        opens = now - ago
        made = assigning.assign(
            classroom=classroom,
            by=teacher,
            topic=topic,
            seed=SEED,
            title=title,
            events=events,
            opens=opens,
            due=opens + WEEK,
            created=opens,
        )
        rows = made.set_questions.order_by("position")
        return Task(made, with_likeness(row.draft_in(topic.slug) for row in rows), *shares)

    return [
        task("The first half", slugs[:half], 8 * WEEK, 0.85, 0.05, 0),
        task("The second half", slugs[half:], 3 * WEEK, 0.5, 0.3, 0),
        task("Before the test", [], timedelta(days=2), 0.25, 0, 0.15),
    ]
