"""What `exchange` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
