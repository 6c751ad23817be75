"""What XPath calls a dynamic error: the rule can't be evaluated on this document."""


class XPathError(Exception):
    """`code` is XPath's own (err:XPTY0004 and its kin)."""

    def __init__(self, code: str, why: str = "") -> None:
        self.code = code
        super().__init__(f"{code} {why}".strip())


def too_many(found: object = "") -> XPathError:
    """A sequence of more than one item where one is wanted."""
    return XPathError("XPTY0004", f"more than one item {found}".strip())


class Failed:
    """A variable whose value could not be found. Saxon evaluates lazily, so it matters only to who asks for it."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


def use(value):
    """The variable's value, or the error that it ended in."""
    if value.__class__ is Failed:
        raise value.error
    return value
