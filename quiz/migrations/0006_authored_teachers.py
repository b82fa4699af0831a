from django.db import migrations

from history.groups import let_teachers


def allow(apps, schema_editor):
    let_teachers(apps, "quiz", ("authoredquestion", "authoredoption"))


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0005_authored"),
        ("history", "0002_teachers"),
    ]

    # Backwards the group stays: who is a teacher is not for a migration to forget.
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
