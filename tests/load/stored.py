"""Compares what is stored with what pupils were told is stored: each answer once, as it was given.

A script for the settings of the site. It reads the acknowledged answers as JSON and prints what is
amiss, also as JSON.
"""

import json
import sys

import django


def amiss(acknowledged):
    """Sentences; none if every acknowledged answer is there once and nothing else moved."""
    from quiz import kinds, memory
    from quiz.models import Answer, Memory, Player, Question

    found = {
        str(question.uuid): question
        for question in Question.objects.filter(answer__isnull=False).select_related("answer")
    }
    for uuid, data in acknowledged:
        question = found.get(uuid)
        if question is None:
            yield f"lost: {uuid}"
        elif data is not None:
            form = kinds.all_kinds()[question.kind].form(question.shown, as_sent(data))
            if not form.is_valid() or form.cleaned_data["answer"] != question.answer.given:
                yield f"not as given: {uuid}"
    doubled = Answer.objects.count() - Answer.objects.values("question").distinct().count()
    if doubled:
        yield f"double: {doubled}"
    yield from memories_amiss(memory, Memory, Player)


def memories_amiss(memory, rows, players):
    """A memory that counted an answer twice, or not at all, is not what a replay gives."""
    from django.db import transaction

    for player in players.objects.filter(rounds__questions__answer__isnull=False).distinct()[:40]:
        mine = rows.objects.filter(player=player).order_by("fact").values("fact", *memory.STATE)
        with transaction.atomic():
            before = list(mine)
            memory.replay(player=player)
            after = list(mine.all())
            transaction.set_rollback(True)
        if before != after:
            yield f"memories of player {player.pk} do not follow from the answers"


def as_sent(data):
    from django.http import QueryDict

    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, value if isinstance(value, list) else [str(value)])
    return sent


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(list(amiss(json.load(sys.stdin)))))
