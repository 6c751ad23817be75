"""A column mapping: which column holds what, and what the file lacks. Saved per supplier as JSON and used for the next file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.kernel import fingerprint


class PriceBasis(StrEnum):
    """What the price in the file is for."""

    ORDERABLE_UNIT = "orderable_unit"    # per unit as listed: per box, where boxes are sold
    BASE_UNIT = "base_unit"              # per piece (or per `price_quantity` pieces), though boxes are sold


class PackReading(StrEnum):
    """How "100/bx" is read."""

    CONTENTS = "contents"    # a box of 100 is sold
    PIECES = "pieces"        # pieces are sold, in steps of 100
    UNIT_ONLY = "unit_only"  # boxes are sold; the number says nothing about their contents


@dataclass(frozen=True, slots=True)
class BreakColumn:
    """A column with the price from a quantity on; the quantity is fixed by the heading, or stands in a column of its own."""

    price_column: str
    minimum: Decimal | None = None
    minimum_column: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns`: field → heading (fields as in `headings.FIELDS`); `attributes`: attribute → heading; the rest is for what lacks.

    `language` is that of texts in a column which names none ("da", "en", "" for other). `partial` files leave unmentioned items alone.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    breaks: tuple[BreakColumn, ...] = ()
    currency: str = ""
    price_basis: PriceBasis = PriceBasis.ORDERABLE_UNIT
    price_quantity: Decimal = Decimal(1)
    price_includes_vat: bool = False
    pack_reading: PackReading = PackReading.CONTENTS
    default_unit: str = ""
    default_vat: Decimal = Decimal(25)
    language: str = "da"
    decimals: Convention = Convention.UNKNOWN
    partial: bool = False

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a JSON column and for forms."""
        return {
            "columns": dict(self.columns),
            "attributes": dict(self.attributes),
            "breaks": [
                {"price_column": one.price_column, "minimum": None if one.minimum is None else str(one.minimum),
                 "minimum_column": one.minimum_column}
                for one in self.breaks
            ],
            "currency": self.currency,
            "price_basis": self.price_basis.value,
            "price_quantity": str(self.price_quantity),
            "price_includes_vat": self.price_includes_vat,
            "pack_reading": self.pack_reading.value,
            "default_unit": self.default_unit,
            "default_vat": str(self.default_vat),
            "language": self.language,
            "decimals": self.decimals.value,
            "partial": self.partial,
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "ColumnMapping":
        """The mapping that `to_json` gave; what a mapping of an earlier version lacks takes its default."""
        plain = {name: saved[name] for name in ("columns", "attributes", "currency", "price_includes_vat", "default_unit",
                                                "language", "partial") if name in saved}
        read: dict[str, Callable[[Any], Any]] = {
            "breaks": lambda rows: tuple(
                BreakColumn(row["price_column"], None if row["minimum"] is None else Decimal(row["minimum"]), row["minimum_column"])
                for row in rows
            ),
            "price_basis": PriceBasis, "price_quantity": Decimal, "pack_reading": PackReading, "default_vat": Decimal,
            "decimals": Convention,
        }
        return cls(**plain, **{name: make(saved[name]) for name, make in read.items() if name in saved})

    def with_(self, **changes: Any) -> "ColumnMapping":
        """The mapping with some things said otherwise."""
        return replace(self, **changes)


def headings_key(headings: tuple[str, ...]) -> str:
    """What a saved mapping is found by: the fingerprint of the headings, whatever their order."""
    return fingerprint.of_bytes("\n".join(sorted(headings)).encode())
