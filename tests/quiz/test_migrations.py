"""Questions that were asked before questions had a likeness."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quiz import play
from quiz.models import Question
from tests.quiz import world


@pytest.mark.django_db(transaction=True)
def test_old_questions_are_given_the_likeness_that_they_would_have_today():
    play.start_round(player=play.new_guest(), topic=world.store(world.world()), seed=4)
    today = dict(Question.objects.values_list("pk", "likeness"))
    assert len(set(today.values())) == 10
    try:
        executor = MigrationExecutor(connection)
        executor.migrate([("quiz", "0002_objections")])
        old = executor.loader.project_state([("quiz", "0002_objections")]).apps
        old.get_model("quiz", "Question").objects.update(likeness="")
    finally:
        call_command("migrate", verbosity=0)
    assert dict(Question.objects.values_list("pk", "likeness")) == today
