"""A payment file before it becomes pain.001: batches of credit transfers, each with one of four Danish ways to be paid."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Iban:
    """An international account; `bic` is optional within SEPA."""

    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class DanishAccount:
    """Registration number (4 digits) and account number (up to 10 digits)."""

    registration: str
    account: str


@dataclass(frozen=True, slots=True)
class Fik:
    """A joint inpayment card: kind "71" (15-digit reference), "73" (none) or "75" (16 digits), 8-digit creditor number."""

    kind: str
    creditor: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Giro:
    """A giro card: kind "01" (free text), "04" or "15" (16-digit reference), giro number of 7 or 8 digits."""

    kind: str
    account: str
    reference: str = ""


Route = Iban | DanishAccount | Fik | Giro


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One payment. `end_to_end_id` comes back in the bank's answer; `text` is what the creditor reads."""

    end_to_end_id: str
    amount: Decimal
    currency: str
    creditor_name: str
    route: Route
    creditor_country: str = "DK"
    instruction_id: str = ""
    creditor_reference: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBatch:
    """Transfers from one account on one day."""

    id: str
    execute_on: date
    debtor_name: str
    debtor_account: Iban | DanishAccount
    transfers: tuple[Transfer, ...]
    debtor_country: str = "DK"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFile:
    """The message to the bank; `created_at` is an instant in UTC, `initiator_id` the agreed customer number, if any."""

    message_id: str
    created_at: datetime
    initiator_name: str
    batches: tuple[PaymentBatch, ...]
    initiator_id: str = ""
