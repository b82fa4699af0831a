"""Prints whether a topic's questions are sound as a whole; exit 1 if anything is not."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history.management.topics import topic_called
from quiz import bank
from quiz.audit.inquiry import inquire
from quiz.audit.report import lines

PATIENCE = 2  # seconds without a word


class Command(BaseCommand):
    help = "Checks N drafts of each kind and way, and what can only be seen in many of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", required=True, help="slug of the topic")
        parser.add_argument("--count", type=int, default=200, help="drafts of each kind and way")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same drafts")

    def handle(self, *args: Any, **options: Any) -> None:
        topic = topic_called(options["topic"])
        if options["count"] < 1:
            raise CommandError("--count must be at least 1.")
        self.last_word = time.monotonic()
        self.name = f"{topic.slug}, seed {options['seed']}"
        read, fresh = bank.load(topic), bank.load(topic)
        found = inquire(read, fresh, options["count"], options["seed"], self.progress)
        self.stdout.write(f"{topic.slug}: {options['count']} drafts, seed {options['seed']}\n")
        for line in lines(found):
            self.stdout.write(line)
        if found.faults:
            faults = "\n".join(f"- {fault}" for fault in found.faults)
            raise CommandError(f"The audit of {topic.slug} fails:\n{faults}")
        self.stdout.write("\nNothing failed.")

    def progress(self, text: str) -> None:
        if time.monotonic() - self.last_word > PATIENCE:
            self.last_word = time.monotonic()
            ending = "\r" if sys.stderr.isatty() else "\n"
            self.stderr.write(f"{f'{self.name}: {text}':75}", ending=ending)
