"""The one way in which the private database says no: a sentence for the person at the keyboard."""


class PostgresFault(Exception):
    """The private database cannot do what was asked; `str()` is one sentence that says what to do."""
