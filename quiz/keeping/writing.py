"""Whether an answer could be stored at this moment."""

import shutil
import time
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from quiz.models import WrongGuesses

# A write that is taken back never reaches the file, so it does not find out that the disk is full.
ROOM = 20 * 2**20


def problem() -> str:
    """Why not, in plain words, or nothing; raises DatabaseError if the database refuses."""
    with transaction.atomic():
        # Nobody else writes this row, so that nobody waits for another who asks the same.
        WrongGuesses.objects.create(door="ready?", stretch=time.time_ns(), times=1)
        transaction.set_rollback(True)
    if connection.vendor == "sqlite" and _room() < ROOM:
        return _("The disk is full, or nearly so.")
    return ""


def _room() -> int:
    """Bytes left where the database's file is."""
    return shutil.disk_usage(Path(connection.settings_dict["NAME"]).resolve().parent).free
