"""Files that people hand in: how large they may be, and a sentence when there is none."""

from django.conf import settings
from django.http import HttpRequest

from samkoeb.kernel.problem import Problem, refuse


def uploaded(request: HttpRequest, field: str, *, maximum: int | None = None) -> list[tuple[str, bytes]]:
    """(file name, content) of each file in a form field; refuses none at all, empty ones and those above `maximum` bytes."""
    maximum = maximum or settings.XML_LIMITS["max_bytes"]
    files = request.FILES.getlist(field)
    problems = [] if files else [Problem("file.none")]
    problems += [Problem("file.empty") for f in files if not f.size]
    problems += [
        Problem("file.too_large", "error", {"maximum": maximum // (1024 * 1024)}) for f in files if (f.size or 0) > maximum
    ]
    refuse(problems)
    return [(f.name or "", f.read()) for f in files]
