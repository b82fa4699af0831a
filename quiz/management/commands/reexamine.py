"""Runs the checks again on stored questions, and gives marks back where one no longer holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from history.management.topics import topic_called
from history.models import Topic
from quiz import objections

BATCH = 200


class Command(BaseCommand):
    help = (
        "Checks the questions again that cost or may cost a mark. It happens by itself, little by "
        "little, as rounds are begun after an edit; this does all of it at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", help="slug of the topic; all topics by default")

    def handle(self, *args: Any, **options: Any) -> None:
        one = options["topic"]
        for topic in [topic_called(one)] if one else Topic.objects.order_by("slug"):
            looked_at, withdrawn = self.reexamine(topic)
            self.stdout.write(
                f"{topic.slug}: {looked_at} questions looked at, {withdrawn} found unsound"
            )

    def reexamine(self, topic: Topic) -> tuple[int, int]:
        objections.start_over(topic=topic)
        looked_at = withdrawn = 0
        while batch := objections.reexamine(topic=topic, limit=BATCH):
            looked_at += batch.looked_at
            withdrawn += batch.withdrawn
        return looked_at, withdrawn
