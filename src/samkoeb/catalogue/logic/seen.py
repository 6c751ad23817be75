"""Which item numbers a file has named so far, in eight bytes each: a set of the numbers themselves took ten times that.

An open table of hashes. Two numbers with one hash of 64 bits would be taken for the same: among a million, once in thirty million files.
"""

from array import array
from typing import Final

_FIRST_SIZE: Final = 1 << 12
_HASH: Final = (1 << 64) - 1


class Seen:
    """`add` tells whether the number is new."""

    __slots__ = ("_count", "_places")

    def __init__(self) -> None:
        self._places, self._count = _table(_FIRST_SIZE), 0

    def add(self, number: str) -> bool:
        if not _put(self._places, hash(number) & _HASH or 1):
            return False
        self._count += 1
        if 2 * self._count > len(self._places):
            narrow, self._places = self._places, _table(2 * len(self._places))
            for sign in narrow:
                if sign:
                    _put(self._places, sign)
        return True


def _table(places: int) -> "array[int]":
    return array("Q", bytes(8 * places))


def _put(places: "array[int]", sign: int) -> bool:
    """Into the first free place from where it belongs; False where it stands already. The number of places is a power of two."""
    last = len(places) - 1
    at = sign & last
    while found := places[at]:
        if found == sign:
            return False
        at = (at + 1) & last
    places[at] = sign
    return True
