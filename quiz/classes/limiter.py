"""Stops guessing: so many wrong guesses from one address at one door, and then none for a while.

A guess is counted before anybody looks whether it is right, in one statement, so that a thousand at
once are counted like a thousand in a row, whatever the number of processes. A right one is
taken back: only wrong ones add up, and a class behind one address gets in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from quiz.models import WrongGuesses

MOST = 100
STRETCH = 600  # seconds

COUNT = """
    INSERT INTO quiz_wrongguesses (door, stretch, times) VALUES (%s, %s, 1)
    ON CONFLICT (door, stretch) DO UPDATE SET times = quiz_wrongguesses.times + 1
    RETURNING times
"""


class TooManyGuesses(Exception):
    """From this address, at this door, within this stretch of time."""


@contextmanager
def guess(door: str, address: str) -> Iterator[None]:
    """Count a guess, and take it back if the body ends well: a wrong one raises."""
    hashed, stretch = _hashed(door, address), int(timezone.now().timestamp()) // STRETCH
    times = _count(hashed, stretch)
    if times == 1:
        WrongGuesses.objects.filter(stretch__lt=stretch).delete()
    if times > MOST:
        raise TooManyGuesses
    yield
    mine = WrongGuesses.objects.filter(door=hashed, stretch=stretch)
    mine.update(times=F("times") - 1)


def _count(hashed: str, stretch: int) -> int:
    # A transaction of its own: what fails afterwards must not take the count back.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(COUNT, [hashed, stretch])
        return int(cursor.fetchone()[0])


def _hashed(door: str, address: str) -> str:
    return salted_hmac(
        "quiz.limiter", f"{door} {_network(address)}", algorithm="sha256"
    ).hexdigest()


def _network(address: str) -> str:
    """An address of version 6 stands for its /64, of which a household has all."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, 64), strict=False))
    return str(known)
