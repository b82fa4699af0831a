from django.db import migrations

from history.groups import let_teachers
from quiz.draft import likeness

BATCH = 500


def fill_in(apps, schema_editor):
    """Whatever it needs is stored with the question, so that old ones are alike just as new ones."""
    questions = apps.get_model("quiz", "Question").objects
    without = questions.filter(likeness="").order_by("pk")
    while batch := list(without.only("kind", "shown", "key")[:BATCH]):
        for question in batch:
            question.likeness = likeness(question.kind, question.shown, question.key)
        questions.bulk_update(batch, ["likeness"])


def allow(apps, schema_editor):
    let_teachers(apps, "quiz", ("objection", "withdrawal"))


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0002_objections"),
        ("history", "0002_teachers"),
    ]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
