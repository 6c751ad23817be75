"""What `catalogue` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
