"""Packs: a subject as a folder of CSV files, read, checked as a whole, and loaded or refused."""

from pathlib import Path

# The subjects that come with the program, each a folder beside this file.
SHIPPED = sorted(about.parent for about in Path(__file__).parent.glob("*/pack.toml"))
