"""Teachers' own questions as a table: a row for each, its options side by side in it."""

from collections.abc import Iterable

from history.packs.pack import Row
from history.packs.stored import STORED
from history.packs.tables import Table
from quiz.models import AuthoredOption, AuthoredQuestion

MOST_OPTIONS = 6
# Options by their fields, and the columns that these have.
OPTION_COLUMNS = {"text": "option", "is_right": "right", "why_wrong": "why", "tag": "tag"}
COLUMNS = (
    *(
        "slug topic event form stem explanation source locator accepted date calendar "
        "active overruled_reason"
    ).split(),
    *(f"{name}_{n}" for n in range(1, MOST_OPTIONS + 1) for name in OPTION_COLUMNS.values()),
)
QUESTIONS = Table("questions", AuthoredQuestion, COLUMNS)
YES, NO = "yes", "no"
# What stands in a cell as it stands in the column.
PLAIN = "slug form stem explanation locator date calendar overruled_reason".split()


def as_row(question: AuthoredQuestion, options: Iterable[AuthoredOption]) -> Row:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {name: str(getattr(question, name)) for name in PLAIN}
    cells |= {
        "topic": question.topic.slug,
        "event": question.event.slug if question.event else "",
        "source": question.source.slug,
        "accepted": "; ".join(question.accepted_list),
        "active": YES if question.active else NO,
    }
    # A file has no room for more; the gate asks a teacher about so many.
    for n, option in enumerate(list(options)[:MOST_OPTIONS], 1):
        cells |= {
            f"option_{n}": option.text,
            f"right_{n}": YES if option.is_right else "",
            f"why_{n}": option.why_wrong,
            f"tag_{n}": option.tag,
        }
    return Row(QUESTIONS, STORED, {column: cells[column] for column in COLUMNS})


def rows(chosen: Iterable[AuthoredQuestion]) -> list[Row]:
    return [as_row(question, question.in_order()) for question in chosen]
