"""The worker and the clocks: each of their turns is one call into `process` or an action."""
