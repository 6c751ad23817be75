"""What generated rules call while they run: the tree, values and their comparison, strings, dates. No compiler is needed for it."""
