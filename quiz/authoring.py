"""The writing of teachers' own questions, many at a time."""

from collections.abc import Iterable

from django.db import transaction

from history.models import Topic
from quiz.models import AuthoredOption, AuthoredQuestion


@transaction.atomic
def keep(*, questions: Iterable[tuple[AuthoredQuestion, list[AuthoredOption]]]) -> None:
    """Write each with these options and no others; what is asked next is asked of them."""
    for question, options in questions:
        question.save()
        AuthoredOption.objects.filter(question=question).delete()
        for option in options:
            option.question = question
        AuthoredOption.objects.bulk_create(options)
    Topic.objects.bump()
