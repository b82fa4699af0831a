"""Is the memory model honest, and does what the program proposes help?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.audit.pupils import calibration, compared

FACTS, ANSWERS = [60, 100, 120, 140, 180, 220], [10, 20, 30]
WITHIN = 0.05
ENOUGH = 400  # answers, below which a tenth says little: its chance alone reaches five points


class Command(BaseCommand):
    help = "Plays simulated pupils, whose forgetting follows FSRS, with and without our proposals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--facts", type=int, nargs="+", default=FACTS)
        parser.add_argument("--answers", type=int, nargs="+", default=ANSWERS, help="a day")
        parser.add_argument("--days", type=int, default=60)
        parser.add_argument("--seeds", type=int, default=5)
        parser.add_argument("--pupils", type=int, default=2000, help="for the calibration")
        parser.add_argument(
            "--prior", type=float, default=0.2, help="how likely a pupil knows what is new to them"
        )

    def handle(self, **options: Any) -> None:
        if min(*options["facts"], *options["answers"], options["days"], options["seeds"]) < 1:
            raise CommandError("Facts, answers, days and seeds are 1 or more.")
        if not 0 <= options["prior"] <= 1 or options["pupils"] < 1:
            raise CommandError("A prior is from 0 to 1, and there is a pupil at least.")
        honest = self._calibrate(options["pupils"])
        self._compare(options)
        if not honest:
            raise CommandError("A tenth is off by more than five points.")

    def _calibrate(self, pupils: int) -> bool:
        self.stdout.write("Predicted recall against actual answers\n")
        self.stdout.write("  answers  predicted  right  points off")
        honest = True
        for tenth in calibration(pupils, answers=20, seed=1):
            off = 100 * (tenth.right - tenth.predicted)
            enough = tenth.answers >= ENOUGH
            honest &= not enough or abs(off) <= 100 * WITHIN
            few = "" if enough else "  (few)"
            shares = f"{tenth.predicted:9.3f}  {tenth.right:5.3f}"
            self.stdout.write(f"  {tenth.answers:7}  {shares}  {off:+10.1f}{few}")
        return honest

    def _compare(self, options: dict[str, Any]) -> None:
        self.stdout.write(
            f"\nOur proposals against chance, {options['days']} days, {options['seeds']} seeds,"
            f" prior {options['prior']}: times as many facts held, times as many recalled"
        )
        self.stdout.write("  facts  answers a day   held  recalled  (held, recalled of all)")
        for answers in options["answers"]:
            for facts in options["facts"]:
                held, recalled, ours = compared(
                    facts, answers, options["days"], options["seeds"], options["prior"]
                )
                self.stdout.write(
                    f"  {facts:5}  {answers:13}  {held:5.2f}  {recalled:8.2f}"
                    f"  ({ours.held}, {ours.recalled:.0f} of {facts})"
                )
                self.stdout.flush()
