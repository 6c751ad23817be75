"""What `organisations` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
