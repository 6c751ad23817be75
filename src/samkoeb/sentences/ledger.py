"""What `ledger` says."""

SENTENCES: dict[str, tuple[str, str]] = {}
