"""What `receiving` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
