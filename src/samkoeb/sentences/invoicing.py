"""What `invoicing` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
