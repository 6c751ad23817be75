"""What `ordering` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
