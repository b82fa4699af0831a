"""The site with one protection taken away, named by WITHOUT: what the races have to notice.

unique      one answer a question, as the database holds it
hold        one transaction at a time for each player
insistence  the refusal to start on a database that is set up to lose answers
"""

import os

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def take_away(name):
    from django.db import connection, models

    from quiz import memory
    from quiz.keeping import durability
    from quiz.models import Answer, Question

    if name == "hold":
        memory.hold = lambda questions: questions.select_related("round__player").get()
    if name == "insistence":
        durability.insist = lambda: None
    if name == "unique":
        held = Answer._meta.get_field("question")
        loose = models.ForeignKey(Question, models.CASCADE, db_constraint=True)
        loose.set_attributes_from_name("question")
        loose.model = Answer
        with connection.schema_editor() as editor:
            editor.alter_field(Answer, held, loose)


for name in os.environ["WITHOUT"].split():
    take_away(name)
