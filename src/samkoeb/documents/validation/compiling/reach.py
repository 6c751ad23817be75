"""Where a path may lead, as far as it can be told without a document."""

from __future__ import annotations

from dataclasses import dataclass, replace

FAR = 99  # parents: beyond any line


@dataclass(frozen=True)
class Nodes:
    """What is known of a sequence of nodes. `chain`: the names from some ancestor down to them, as far as known.

    `trail` is all that the path came down by, `since` the part of it after the last point where one node was looked at by itself.
    """

    chain: tuple[str, ...]
    up: int = 0
    trail: tuple[str, ...] = ()
    since: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        return self.chain[-1] if self.chain else "*"

    @property
    def parent(self) -> str:
        return self.chain[-2] if len(self.chain) > 1 else "*"

    def child(self, tag: str) -> Nodes:
        if self == DOCUMENT:  # the root element, which is one
            return Nodes((tag,), FAR)
        if self.trail[-1:] == ("//*",):  # `//x`: written as descendant-or-self::node()/child::x
            return Nodes((tag,), self.up, (*self.trail[:-1], f"//{tag}"), (*self.since[:-1], f"//{tag}"))
        return Nodes((*self.chain, tag), self.up, (*self.trail, tag), (*self.since, tag))

    def anywhere(self, tag: str) -> Nodes:
        return Nodes((tag,), self.up, (*self.trail, f"//{tag}"), (*self.since, f"//{tag}"))

    def attribute(self, name: str) -> Nodes:
        if self.trail[-1:] == ("//*",):
            return Nodes(("@",), self.up, (*self.trail[:-1], f"//@{name}"), (*self.since[:-1], f"//@{name}"))
        return replace(self, chain=(*self.chain, "@"))

    def above(self) -> Nodes:
        return Nodes(self.chain[:-1], min(self.up + 1, FAR))

    def alone(self) -> Nodes:
        return replace(self, since=())


FAR_AWAY = Nodes((), FAR, ("*",), ("*",))
DOCUMENT = Nodes((), FAR)


def either(*sides: Nodes | None) -> Nodes | None:
    """Nodes that may be any of several."""
    found = [side for side in sides if side is not None]
    if not found:
        return None
    first = found[0]
    if all(one == first for one in found):
        return first
    trail, since = (tuple(dict.fromkeys(tag for tags in met for tag in tags)) for met in ([one.trail for one in found], [one.since for one in found]))
    return Nodes(("*",), max(one.up for one in found), trail, since)
