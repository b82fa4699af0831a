"""
Files that were sent and wait for a teacher's yes, where every process on every host finds them.

Few and small; gone once they are loaded, replaced, or an hour old.
"""

import secrets
from base64 import b64decode, b64encode
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from history.models import WaitingFile

MOST = 20
LONGEST = timedelta(hours=1)


def put(content: bytes) -> str:
    """Keep it; the token is how it is found again."""
    if len(content) > settings.LARGEST_UPLOAD:
        raise ValueError(len(content))
    too_old().delete()
    _make_room()
    token = secrets.token_hex(16)
    WaitingFile.objects.create(token=token, content=b64encode(content).decode())
    return token


def get(token: str) -> bytes | None:
    kept = WaitingFile.objects.filter(token=token, sent__gt=timezone.now() - LONGEST).first()
    return b64decode(kept.content) if kept else None


def drop(token: str) -> None:
    WaitingFile.objects.filter(token=token).delete()


def too_old() -> QuerySet[WaitingFile]:
    """Nobody gets them any more; they go when the next one comes, or by `retention`."""
    return WaitingFile.objects.filter(sent__lte=timezone.now() - LONGEST)


def _make_room() -> None:
    # Named one by one, so that one which arrives at this moment is not among them.
    newest_first = WaitingFile.objects.order_by("-pk").values_list("pk", flat=True)
    WaitingFile.objects.filter(pk__in=list(newest_first[MOST - 1 :])).delete()
