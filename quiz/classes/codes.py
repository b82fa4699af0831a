"""Class codes: short enough for the blackboard, and too many to guess."""

import re
import secrets

# 32 signs, so that each is worth 5 bits: no I, L, O or U, which are read as others or spell words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LONGEST_TYPED = 40
READ_AS = str.maketrans("OIL", "011")


def new() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(text: str) -> str:
    """A code however it was typed: small letters, spaces, hyphens, O for 0."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", text).upper().translate(READ_AS)


def written(code: str) -> str:
    """As it stands on the board: in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" if len(code) == LENGTH else code
