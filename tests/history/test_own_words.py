"""No sentence of the documents behind the shipped pack is in the repository."""

import csv
import shutil
import subprocess

import pytest
from django.conf import settings

from tests.conftest import SHIPPED
from tests.history.borrowed import borrowed, hashed, kept, of_documents, runs_of
from tests.history.gathered import DOCUMENTS, MISSING

MADE_UP = "A heron, so they say, counted nine boats below the mill that morning; none was hers."


@pytest.fixture(scope="module")
def hashes():
    hashes = kept()
    assert len(hashes) > 3000
    return hashes


def test_no_cell_repeats_eight_words_of_a_document(hashes):
    repeated = set()
    for path in SHIPPED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        repeated |= {f"{path.name}: {run}" for cell in cells for run in borrowed(cell, hashes)}
    assert repeated == set()


def our_files():
    """What is in the repository, or would be: not what is ignored or only was made by running."""
    git = shutil.which("git")
    if git is None or not (settings.BASE_DIR / ".git").exists():
        pytest.skip("only git knows which files belong to the repository")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := settings.BASE_DIR / name).is_file()]


def test_no_file_of_the_repository_repeats_eight_words_of_a_document(hashes):
    repeated = set()
    for path in our_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        repeated |= {f"{path}: {run}" for run in borrowed(text, hashes)}
    assert repeated == set()


def test_eight_words_of_a_made_up_document_are_found_however_they_are_written():
    hashes = {hashed(run) for run in runs_of(MADE_UP)}
    eight = "counted nine boats below the mill that morning"
    assert borrowed(f"It is said: {eight.upper().replace(' ', ', ')}!", hashes) == {eight}
    assert borrowed(eight.replace("morning", "night"), hashes) == set()


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=MISSING)
def test_what_is_kept_of_the_documents_is_up_to_date():
    assert kept() == of_documents()
