"""How a command says no."""


class Fault(Exception):
    """The command can't do what was asked; `str()` is one sentence that says what to do. Exit status 1."""
