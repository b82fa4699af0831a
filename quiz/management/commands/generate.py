"""Prints checked drafts as JSON lines, N of each kind; what was refused is counted on stderr."""

import json
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from history.chronicle import Chronicle
from history.management.topics import topic_called
from quiz import kinds
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import outcomes

PROGRESS_AFTER = 2  # seconds


class Command(BaseCommand):
    help = "Drafts questions from a topic and prints them as JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", required=True, help="slug of the topic")
        parser.add_argument("--kind", choices=list(kinds.all_kinds()), help="all kinds by default")
        parser.add_argument("--count", type=int, default=10, help="drafts of each kind")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same drafts")
        parser.add_argument(
            "--language",
            choices=dict(settings.LANGUAGES),
            default=settings.LANGUAGE_CODE,
            help="of the sentences, and of titles where events have them in it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        topic = topic_called(options["topic"])
        if options["count"] < 1:
            raise CommandError("--count must be at least 1.")
        chronicle = chronicle_for(topic)
        self.began = time.monotonic()
        for kind in [options["kind"]] if options["kind"] else kinds.all_kinds():
            with override(options["language"]):
                self.generate(chronicle, kind, options["count"], options["seed"])

    def generate(self, chronicle: Chronicle, kind: str, count: int, seed: int) -> None:
        made, refused = 0, Counter[str]()
        for outcome in outcomes(chronicle, kind, seed):
            if isinstance(outcome, Draft):
                self.stdout.write(json.dumps(as_line(outcome), ensure_ascii=False))
                made += 1
            else:
                refused.update({rejection.name for rejection in outcome.rejections})
            self.progress(f"{kind}: {made} of {count}")
            if made == count:
                break
        names = ", ".join(f"{name} {times}" for name, times in refused.most_common())
        self.stderr.write(f"{kind}: {made} drafts; refused: {names or 'none'}")

    def progress(self, text: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - self.began > PROGRESS_AFTER:
            self.stderr.write(text, ending="\r")


def as_line(draft: Draft) -> dict[str, Any]:
    """The draft in the words of the public format."""
    shown, key = draft.shown, draft.key
    # Of a teacher's own ordering the items are no events.
    is_order = draft.kind == "ordering"
    return {
        "kind": draft.kind,
        "topic": draft.topic,
        "seed": draft.seed,
        "stem": shown["stem"],
        "mode": shown["mode"],
        "options": [
            {"id": option["id"], "text": option["text"]}
            | ({"event": key["stands_for"][option["id"]]} if is_order else {})
            for option in shown["options"]
        ],
        "answer": key["answer"],
        "accepted_orders": key["pairs"],
        "facts": draft.facts,
        "events": draft.events,
        "why_wrong": {
            option: {"reason": truth["reason"], "refers_to": truth["refers_to"]}
            for option, truth in key["truths"].items()
            if option not in key["answer"]
        },
        "explanation": key["explanation"],
        "evidence": [
            {name: told[name] for name in ("source", "locator", "says")} for told in key["evidence"]
        ],
    }
