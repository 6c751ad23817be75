"""What every document uses: quantities, spans of days, references to other documents, totals."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its UN/ECE Recommendation 20 (or X + Rec 21 packaging) unit: Quantity(Decimal(10), "XBX")."""

    value: Decimal
    unit: str = "C62"


@dataclass(frozen=True, slots=True)
class Span:
    """Days as documents state them: **last day included** (the platform's own periods are half-open). Either end may be open."""

    first_on: date | None = None
    last_on: date | None = None
    first_time: time | None = None
    last_time: time | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReference:
    """A pointer to another document, a link or an enclosed file (BG-24). `uri` for links, `content` for enclosed bytes."""

    id: str
    scheme: str = ""
    type_code: str = ""
    type: str = ""
    description: str = ""
    issued_on: date | None = None
    uri: str = ""
    content: bytes | None = None
    mime_type: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonetaryTotals:
    """Document totals in the document currency (EN 16931 BG-22); None means not stated."""

    lines: Decimal
    payable: Decimal
    tax_exclusive: Decimal | None = None
    tax_inclusive: Decimal | None = None
    allowances: Decimal | None = None
    charges: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
