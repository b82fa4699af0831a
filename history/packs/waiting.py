"""
Files that were sent and wait for a teacher's yes, on the disk of the server.

Few, small, readable by this program alone, and gone after an hour. Processes of one machine share
them; another machine says that the file is gone, and it is sent again.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from time import time

from django.conf import settings

MOST = 20
SECONDS = 60 * 60


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"footnote-waiting-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # Anybody on this machine could have made a folder of that name first.
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(folder)
    return folder


def put(content: bytes) -> str:
    """Keep it; the token is how it is found again."""
    if len(content) > settings.LARGEST_UPLOAD:
        raise ValueError(len(content))
    _sweep()
    token = secrets.token_hex(16)
    handle = os.open(_folder() / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return token


def get(token: str) -> bytes | None:
    with suppress(FileNotFoundError):
        return (_folder() / token).read_bytes()
    return None


def drop(token: str) -> None:
    (_folder() / token).unlink(missing_ok=True)


def _sweep() -> None:
    """Make room for one more."""
    ages: list[tuple[float, Path]] = []
    for path in _folder().iterdir():
        # Another process may be sweeping too.
        with suppress(FileNotFoundError):
            ages.append((time() - path.stat().st_mtime, path))
    for place, (age, path) in enumerate(sorted(ages)):
        if age > SECONDS or place >= MOST - 1:
            path.unlink(missing_ok=True)
