from django.db import migrations

from history.groups import LIBRARY, let_teachers


def allow(apps, schema_editor):
    let_teachers(apps, "history", LIBRARY)


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Backwards the group stays: who is a teacher is not for a migration to forget.
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
