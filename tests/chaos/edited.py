"""Gives an event of the topic another title, as its form in the admin does."""

import sys

import django


def main(title):
    from django.db import transaction

    from history.models import Event, Topic
    from tests.load.stage import SUBJECT

    with transaction.atomic():
        event = Event.objects.filter(topics__slug=SUBJECT).earliest("pk")
        Event.objects.filter(pk=event.pk).update(title=title)
        Topic.objects.all().bump()


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
