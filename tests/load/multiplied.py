"""One class made into many by copying its rows inside the database, a million in minutes."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max

from quiz.models import Answer, Classroom, Membership, Memory, Player, Question, Round

# Each after those that it points to.
COPIED = [Classroom, Player, Membership, Round, Question, Answer, Memory]
NUMBERS = """
    WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {most})
"""
RANDOM_UUID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def multiply(times):
    """So many of each row in all: other pupils in other classes, with the same answers."""
    if times < 2:
        return
    apart = {model: model.objects.aggregate(last=Max("pk"))["last"] for model in COPIED}
    with connection.cursor() as cursor:
        for model in COPIED:
            cursor.execute(statement(model, apart, times - 1))
        for sql in connection.ops.sequence_reset_sql(no_style(), COPIED):
            cursor.execute(sql)


def statement(model, apart, copies):
    table, fields = model._meta.db_table, model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(copy_of(field, apart) for field in fields)
    numbers, most = NUMBERS.format(most=copies), apart[model]
    # All of it names of our own tables.
    chosen = f'SELECT {values} FROM "{table}", copies WHERE "id" <= {most}'  # noqa: S608
    return f'INSERT INTO "{table}" ({names}) {numbers} {chosen}'


def copy_of(field, apart):
    column = f'"{field.column}"'
    model = field.model if field.primary_key else field.related_model
    if model in apart:
        return f"{column} + n * {apart[model]}"
    if field.name == "uuid":
        return RANDOM_UUID[connection.vendor]
    # A class's code is its own.
    return f"substr({column}, 1, 2) || n" if field.name == "code" else column
