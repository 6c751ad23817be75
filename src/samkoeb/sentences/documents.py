"""What `documents` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
