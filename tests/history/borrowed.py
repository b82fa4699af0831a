"""Tells when eight words in a row are those of a gathered document, without holding any of them.

python -m tests.history.borrowed

reads the documents, where they are, and writes `borrowed.txt`: a hash of each eight words in a row.
"""

import re
from hashlib import blake2b
from pathlib import Path

from tests.history.gathered import DOCUMENTS, MISSING

KEPT = Path(__file__).with_name("borrowed.txt")
RUN = 8  # words
HOW_MANY = 5  # documents
# With a key of our own, so that no table of hashes that others have made says what was hashed.
KEY = b"Footnote: words of others"
# Enough that among half a million runs of our own one looks borrowed by chance once in ten thousand
# million times.
BYTES = 8


def runs_of(text):
    words = re.findall(r"[^\W_]+", text.casefold())
    return {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def hashed(run):
    return blake2b(run.encode(), key=KEY, digest_size=BYTES).hexdigest()


def borrowed(text, hashes):
    return {run for run in runs_of(text) if hashed(run) in hashes}


def kept():
    return set(KEPT.read_text().split())


def of_documents():
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*.txt")]
    assert len(texts) == HOW_MANY, MISSING
    return {hashed(run) for text in texts for run in runs_of(text)}


if __name__ == "__main__":
    # Sorted, so that nothing is told of what follows what.
    KEPT.write_text("\n".join(sorted(of_documents())) + "\n")
