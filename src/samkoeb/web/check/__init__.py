"""Check a document: the public page, without signing in."""
