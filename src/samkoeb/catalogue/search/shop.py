"""What a ward is shown: the hits of the index with PostgreSQL's word on each, so that nothing stale or forbidden can be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.queries.shop_items import ShopItem, shop_items
from samkoeb.catalogue.search import node
from samkoeb.catalogue.search.facets import Choices
from samkoeb.catalogue.search.search import Result, Sort


@dataclass(frozen=True, slots=True)
class Found:
    """`items` in the order of the hits; `result` has total, facets, suggestions and how the text was read."""

    items: tuple[ShopItem, ...]
    result: Result


def find(
    text: str,
    viewer: Viewer,
    *,
    on: date,
    chosen: Choices | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 20,
    typing: bool = False,
    fresh: bool = False,
) -> Found:
    """Search, and ask PostgreSQL of the hits. What it no longer knows, or not for this viewer, is left out and not counted."""
    result = node.search(text, viewer, on=on, chosen=chosen, sort=sort, page=page, size=size, typing=typing, fresh=fresh)
    known = shop_items((hit.item_id for hit in result.hits), viewer, on)
    gone = sum(hit.item_id not in known for hit in result.hits)
    items = tuple(known[hit.item_id] for hit in result.hits if hit.item_id in known)
    return Found(items, replace(result, total=result.total - gone) if gone else result)
