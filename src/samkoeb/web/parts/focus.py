"""Where the keyboard goes on when the line that it stood on is gone: browsers move it to what an address names after its #."""

from django.http import HttpRequest

PREFIX = "quantity-"
HEADING = "#heading"


def beside(request: HttpRequest, removed: str) -> str:
    """The next line's button, else the one's before, else the page's heading. The form holds a quantity of each line, in the page's order."""
    lines = [name.removeprefix(PREFIX) for name in request.POST if name.startswith(PREFIX)]
    if removed not in lines:
        return HEADING
    at = lines.index(removed)
    others = lines[at + 1 :] or lines[:at][-1:]
    return f"#remove-{others[0]}" if others else HEADING
