"""Which two dates stand beside that of the event asked about: those that chance dealt with it."""

from collections.abc import Callable
from random import Random

from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Mistaken
from quiz.kinds._cards import Card, card_of
from quiz.kinds._dealing import Three, dealt
from quiz.kinds._mistaken_dates import with_mistaken
from quiz.kinds._moment import Asked, is_worth_asking

# So many events are dealt at a time, of so many that are near in time: the whole of most topics.
DEALT, NEAR = 48, 240

# What of an event can be asked for, by one chance or another; None where nothing can.
Fair = Callable[[Event, Random], Asked | None]


def three_with(
    chronicle: Chronicle,
    event: Event,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken,
    fair: Fair,
) -> Three | None:
    """The event asked about, and the two beside it; None if it is left over.

    Who is left over is not dealt again: where there is little to go round it is the last ones or
    the first, and being asked about more often than it stands beside others would tell of them.
    """
    number = rng.getrandbits(32)
    cards = _cards(chronicle, event, number, fair)
    for three in dealt(chronicle, cards, Random(number), difficulty):
        own = next((card for card in three if card.slug == event.slug), None)
        if own and is_worth_asking(event, own.asked.unit):
            first, second = (card for card in three if card is not own)
            return with_mistaken(chronicle, (own, first, second), cards, difficulty, mistaken)
    return None


def _cards(chronicle: Chronicle, event: Event, number: int, fair: Fair) -> list[Card]:
    """The same for each of them, when the number is the same."""
    found = []
    for other in _at_this_table(chronicle, event, number):
        asked = fair(other, Random(f"{number} {other.slug}"))
        if asked:
            found.append(card_of(chronicle, other, asked))
    return found


def _at_this_table(chronicle: Chronicle, event: Event, number: int) -> list[Event]:
    rng, here = Random(number), chronicle.position[event.slug]
    # Where one stretch of time ends and the next begins is another place in each deal.
    shift = rng.randrange(NEAR) if len(chronicle.events) > NEAR else 0
    first = (here + shift) // NEAR * NEAR - shift
    events = list(chronicle.events[max(0, first) : first + NEAR])
    rng.shuffle(events)
    tables = -(-len(events) // DEALT)
    return events[events.index(event) % tables :: tables]
