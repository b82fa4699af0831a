"""What was gathered for the shipped pack: facts and documents that are not in the repository."""

import os
from pathlib import Path

from config.settings import BASE_DIR

GATHERED = Path(os.environ.get("GATHERED", BASE_DIR.parent / "shared"))
FACTS, DOCUMENTS = GATHERED / "content", GATHERED / "seeds"
MISSING = f"what to compare with is not in {GATHERED}"
