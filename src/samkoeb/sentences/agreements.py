"""What `agreements` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
