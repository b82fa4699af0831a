"""Opening a zip from a stranger: what it says of itself is looked at first, and never trusted."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

MOST_ENTRIES = 200
LARGEST_UNPACKED = 30 * 2**20
ENCRYPTED = 0x1


class Refused(Exception):
    """A file that is not read at all; as a string, why, for the person who sent it."""


def open_zip(content: bytes) -> ZipFile:
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refused(_("This file is damaged: it cannot be unpacked.")) from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        text = _("This file holds %(number)d files, and at most %(most)d are read.")
        raise Refused(text % {"number": len(entries), "most": MOST_ENTRIES})
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise too_large()
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused(_("This file has a password. Save it without one."))
    # The others unpack without a bound.
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise Refused(_("This file is packed in a way that is not read. Use a plain zip."))
    return archive


def unpack(archive: ZipFile, entry: ZipInfo) -> bytes:
    """One file; never more of it than was said, whatever is in there."""
    try:
        with archive.open(entry) as file:
            content = file.read(LARGEST_UNPACKED + 1)
            # The checksum is compared at the very end.
            file.read(1)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(_("This file is damaged: it cannot be unpacked.")) from error
    if len(content) > LARGEST_UNPACKED:
        raise too_large()
    return content


def too_large() -> Refused:
    text = _("Unpacked, this file would be larger than %(most)d MB, so it was not opened.")
    return Refused(text % {"most": LARGEST_UNPACKED // 2**20})
