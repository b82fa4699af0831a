from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import F, Q

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def wrong_is_long_ago(apps, _schema_editor):
    wrong = apps.get_model("quiz", "Memory").objects.filter(held_since=None)
    wrong.update(fresh_until=LONG_AGO)


def wrong_is_now(apps, _schema_editor):
    wrong = apps.get_model("quiz", "Memory").objects.filter(held_since=None)
    wrong.update(fresh_until=F("reviewed"))


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0010_names_of_fields"),
    ]

    operations = [
        migrations.RemoveField(model_name="membership", name="changed"),
        migrations.AddField(
            model_name="membership",
            name="changes",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RemoveConstraint(model_name="memory", name="memory_fades_after_review"),
        migrations.RunPython(wrong_is_long_ago, wrong_is_now),
        migrations.AddConstraint(
            model_name="memory",
            constraint=models.CheckConstraint(
                condition=Q(held_since=None) | Q(fresh_until__gte=F("reviewed")),
                name="memory_fades_after_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="memory",
            constraint=models.CheckConstraint(
                condition=~Q(held_since=None) | Q(fresh_until=LONG_AGO), name="wrong_is_not_lit"
            ),
        ),
    ]
