"""From the one form of a rule set to a Python module: XPath to expressions, contexts to selections by path, rules to functions."""
