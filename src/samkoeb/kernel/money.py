"""Money: an exact amount in one currency. Mixed currencies refuse to add; rounding is a named function at the place a standard says."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0")

# ISO 4217 minor units that differ from two and occur in the trade's documents.
MINOR_UNITS = {"JPY": 0, "ISK": 0, "KRW": 0, "HUF": 2, "TND": 3, "KWD": 3, "BHD": 3}


class MixedCurrencies(ValueError):
    """Two amounts of different currencies met in one sum."""


def round_half_up(amount: Decimal, places: int = 2) -> Decimal:
    """`amount` at `places` decimals, halves away from zero (EN 16931, and what Danish bookkeeping expects)."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def round_to_currency(amount: Decimal, currency: str) -> Decimal:
    """`amount` at the currency's minor unit (ISO 4217), halves away from zero."""
    return round_half_up(amount, MINOR_UNITS.get(currency, 2))


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`amount` units of `currency` (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"money is Decimal, not {type(self.amount).__name__}")

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount <= other.amount

    def rounded(self) -> "Money":
        """At the currency's minor unit, halves away from zero."""
        return Money(round_to_currency(self.amount, self.currency), self.currency)


def line_amount(quantity: Decimal, price: Decimal, base_quantity: Decimal = Decimal(1), currency: str = "DKK") -> Decimal:
    """What a line costs: quantity × price ÷ base quantity, rounded once (EN 16931 BR-LIN; BT-131, BT-146, BT-149)."""
    return round_to_currency(quantity * price / base_quantity, currency)
