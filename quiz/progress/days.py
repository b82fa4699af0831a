"""The days on which a player played, as a calendar of weeks and as a run of weeks; days are UTC."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.dates import MONTHS_3

from quiz.models import Answer, Player
from quiz.models.round import OPEN_FOR

WEEK = timedelta(weeks=1)
# Half a year fits on a phone; a run is followed through a whole one.
WEEKS_DRAWN, WEEKS_COUNTED = 26, 53
FORGIVEN_IN = 4  # of so many weeks in a row, one may be missed
# Pixels at full size: a day's box, the room for the days' names and the months'.
BOX, LEFT, TOP = 14, 30, 20
MUCH = (10, 25)  # answers in a day from which its square is larger, and full


def days_played(player: Player, today: date) -> dict[date, int]:
    """How many answers on each day since some weeks ago; one grouped query."""
    first = monday(today) - (WEEKS_COUNTED - 1) * WEEK
    since = datetime.combine(first, time(), UTC)
    # A round takes answers for so long, and by its own beginning it is found without a search.
    answers = Answer.objects.of(player).filter(
        question__round__created__gte=since - OPEN_FOR, created__gte=since
    )
    counts = {date.fromisoformat(day): count for day, count in answers.by_day()}
    # A clock that went wrong may have left answers in days to come.
    return {day: count for day, count in counts.items() if day <= today}


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def run_of_weeks(days: Collection[date], today: date) -> int:
    """The weeks played in the run up to now, in which no four in a row hold two missed ones.

    The week that is not over yet counts if it was played and is not missed if it was not.
    """
    played = {monday(day) for day in days}
    this = monday(today)
    count, missed = int(this in played), -FORGIVEN_IN
    for ago in range(1, WEEKS_COUNTED):
        if this - ago * WEEK in played:
            count += 1
        elif ago - missed < FORGIVEN_IN:
            break
        else:
            missed = ago
    return count


@dataclass(frozen=True, slots=True)
class Box:
    """One day: its place, and how large its square is; of none there is only the outline."""

    day: date
    answers: int
    x: int
    y: int
    size: int

    @property
    def inset(self) -> float:
        return (BOX - 2 - self.size) / 2


@dataclass(frozen=True, slots=True)
class Calendar:
    width: int
    height: int
    boxes: tuple[Box, ...]
    months: tuple[tuple[int, str], ...]

    @property
    def played(self) -> list[Box]:
        """For the table behind the picture, newest first."""
        return [box for box in reversed(self.boxes) if box.answers]


def calendar(days: Mapping[date, int], today: date) -> Calendar:
    first = monday(today) - (WEEKS_DRAWN - 1) * WEEK
    shown = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    boxes = tuple(
        Box(
            day,
            days.get(day, 0),
            LEFT + (day - first).days // 7 * BOX,
            TOP + day.weekday() * BOX,
            _size(days.get(day, 0)),
        )
        for day in shown
    )
    months = tuple(
        (box.x, str(MONTHS_3[box.day.month]))
        for box in boxes
        # Where a month begins, if there is room left for its name.
        if box.day.weekday() == 0 and box.day.day <= 7 and box.x < LEFT + (WEEKS_DRAWN - 1) * BOX
    )
    return Calendar(LEFT + WEEKS_DRAWN * BOX, TOP + 7 * BOX, boxes, months)


def _size(answers: int) -> int:
    return 0 if not answers else 6 if answers < MUCH[0] else 9 if answers < MUCH[1] else BOX - 2
