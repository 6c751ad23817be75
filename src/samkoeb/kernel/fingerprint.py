"""Fingerprints: the same bytes or the same facts give the same SHA-256, everywhere and for ever."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def of_bytes(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def of_facts(facts: Mapping[str, Any]) -> str:
    """Of a mapping of plain values: keys sorted, no white space, everything else as its str()."""
    return of_bytes(json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode())
