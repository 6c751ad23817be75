"""Deterministic names of what leaves: the same key gives the same file name and the same Message-ID, however often it is tried."""

import re

from samkoeb.kernel import fingerprint

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def safe(text: str, length: int = 80) -> str:
    """Only what every file system takes; never empty, never hidden, never a way up."""
    return _UNSAFE.sub("_", text.translate(_LETTERS)).strip("._")[:length] or "unnamed"


def file_name(key: str, wished: str) -> str:
    """`wished` ("order-2026-17.xml") with a mark of the key before its ending."""
    stem, dot, ending = wished.rpartition(".")
    if not dot:
        stem, ending = wished, "bin"
    return f"{safe(stem)}-{fingerprint.of_bytes(key.encode())[:16]}.{safe(ending, 8)}"


def message_id(key: str, domain: str) -> str:
    """With its angle brackets (RFC 5322, 3.6.4)."""
    return f"<{fingerprint.of_bytes(key.encode())[:32]}@{safe(domain)}>"
