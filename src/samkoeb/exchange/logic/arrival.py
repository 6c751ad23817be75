"""What is asked of bytes before they are stored: not nothing, and not more than the house has room for (issue 2, section 4)."""

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from samkoeb.kernel.problem import Problem

NAME_LENGTH = 255


def check(size: int, maximum: int) -> Iterator[Problem]:
    """`size` and `maximum` in bytes."""
    if size == 0:
        yield Problem("file.empty")
    if size > maximum:
        yield Problem("file.too_large", "error", {"maximum": maximum // 1_000_000})


def plain_name(file_name: str) -> str:
    """The name without folders (of either kind of system) and control characters, its end kept when it is too long."""
    name = PureWindowsPath(PurePosixPath(file_name).name).name
    return "".join(c for c in name if c.isprintable())[-NAME_LENGTH:]


SPREADSHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def is_spreadsheet(raw: bytes, file_name: str) -> bool:
    """Whether this is a list of items in rows and columns rather than a business document: known by its name, and not XML inside."""
    return file_name.lower().endswith(SPREADSHEETS) and not raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
