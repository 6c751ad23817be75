"""What `budgets` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
