"""A person is erased while others write about them: nobody waits in a circle."""

import pytest

from quiz import memory
from quiz.keeping import erasing
from quiz.keeping.personal import Person
from quiz.models import Player, Question
from tests.quiz.together import meanwhile


@pytest.mark.django_db(transaction=True)
def test_who_loses_by_a_question_can_be_erased_while_it_is_withdrawn(canary):
    asked = Question.objects.filter(round__player=canary.player)
    outcomes = meanwhile(
        first=lambda: list(asked.select_for_update().order_by("pk")),
        then=lambda: len(memory.hold_all(questions=asked)),
        deeds=[lambda: erasing.erase([Person(player=canary.player)])],
    )
    assert outcomes == [None, 1]
    assert not Player.objects.filter(pk=canary.player.pk).exists()
