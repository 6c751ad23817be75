"""Who searches, as the index knows it: by the agreements that may be drawn on, decided at the moment of the search.

The index holds an item's agreement and nothing of who may see it. So an agreement that begins, ends, is terminated or gets a new
participant, and a body that takes another's place, count from the moment they are true: there is no copy that could lag behind.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """`agreements`: ids that may be drawn on today; `mandatory`: those of them that must be used."""

    agreements: frozenset[int] = frozenset()
    mandatory: frozenset[int] = frozenset()
