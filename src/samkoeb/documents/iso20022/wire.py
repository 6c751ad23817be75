"""pain.001 as it stands on the wire: flat records and their tables, for versions .03 and .09, which differ in two names."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.ubl.kinds import DATE, NUMBER, Kind, text_of
from samkoeb.documents.ubl.shapes import Row, Shape, inside, one, parts, write_only

Version = Literal["03", "09"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireTransfer:
    """CdtTrfTxInf."""

    end_to_end_id: str
    amount: Decimal
    currency: str
    creditor_name: str
    creditor_country: str = ""
    instruction_id: str = ""
    service_level: str = ""
    local_instrument: str = ""
    bic: str = ""
    iban: str = ""
    account: str = ""
    account_code: str = ""
    account_scheme: str = ""
    text: str = ""
    reference: str = ""

    @property
    def reference_type(self) -> str:
        """A structured reference is the creditor's own."""
        return "SCOR" if self.reference else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireBatch:
    """PmtInf."""

    id: str
    execute_on: date
    debtor_name: str
    transfers: tuple[WireTransfer, ...]
    method: str = "TRF"
    debtor_country: str = ""
    bic: str = ""
    no_bic: str = ""
    iban: str = ""
    account: str = ""
    account_code: str = ""

    @property
    def count(self) -> str:
        return str(len(self.transfers))

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.transfers), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFile:
    """CstmrCdtTrfInitn."""

    message_id: str
    created_at: datetime
    initiator_name: str
    batches: tuple[WireBatch, ...]
    initiator_id: str = ""

    @property
    def count(self) -> str:
        return str(sum(len(one.transfers) for one in self.batches))

    @property
    def total(self) -> Decimal:
        return sum((one.total for one in self.batches), Decimal(0))


def _to_instant(element: object) -> datetime | None:
    text = text_of(element)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise DocumentFault("bad_date", {"value": text[:60]}) from None


def _put_instant(element: object, value: datetime, _currency: str) -> None:
    element.text = value.isoformat()  # type: ignore[attr-defined]


INSTANT = Kind(_to_instant, _put_instant)


@lru_cache(maxsize=2)
def table(version: Version) -> Shape[WireFile]:
    """The rows of one version."""
    p = f"pain{version}:"
    bic = one(f"{p}BICFI" if version == "09" else f"{p}BIC", "bic")
    day = one(f"{p}ReqdExctnDt", "execute_on", DATE)
    country = f"{p}PstlAdr", f"{p}Ctry"

    def account(*scheme: Row) -> Row:
        other = inside(f"{p}Othr", one(f"{p}Id", "account"), inside(f"{p}SchmeNm", one(f"{p}Cd", "account_code"), *scheme))
        return inside(f"{p}Id", one(f"{p}IBAN", "iban"), other)

    transfer = Shape(
        WireTransfer,
        inside(f"{p}PmtId", one(f"{p}InstrId", "instruction_id"), one(f"{p}EndToEndId", "end_to_end_id")),
        inside(
            f"{p}PmtTpInf",
            inside(f"{p}SvcLvl", one(f"{p}Cd", "service_level")),
            inside(f"{p}LclInstrm", one(f"{p}Prtry", "local_instrument")),
        ),
        inside(f"{p}Amt", one(f"{p}InstdAmt", "amount", NUMBER, Ccy="currency")),
        inside(f"{p}CdtrAgt", inside(f"{p}FinInstnId", bic)),
        inside(f"{p}Cdtr", one(f"{p}Nm", "creditor_name"), inside(country[0], one(country[1], "creditor_country"))),
        inside(f"{p}CdtrAcct", account(one(f"{p}Prtry", "account_scheme"))),
        inside(
            f"{p}RmtInf",
            one(f"{p}Ustrd", "text"),
            inside(
                f"{p}Strd",
                inside(
                    f"{p}CdtrRefInf",
                    inside(f"{p}Tp", inside(f"{p}CdOrPrtry", write_only(one(f"{p}Cd", "reference_type")))),
                    one(f"{p}Ref", "reference"),
                ),
            ),
        ),
    )
    batch = Shape(
        WireBatch,
        one(f"{p}PmtInfId", "id"),
        one(f"{p}PmtMtd", "method"),
        write_only(one(f"{p}NbOfTxs", "count")),
        write_only(one(f"{p}CtrlSum", "total", NUMBER)),
        inside(f"{p}ReqdExctnDt", one(f"{p}Dt", "execute_on", DATE)) if version == "09" else day,
        inside(f"{p}Dbtr", one(f"{p}Nm", "debtor_name"), inside(country[0], one(country[1], "debtor_country"))),
        inside(f"{p}DbtrAcct", account()),
        inside(f"{p}DbtrAgt", inside(f"{p}FinInstnId", bic, inside(f"{p}Othr", one(f"{p}Id", "no_bic")))),
        parts(f"{p}CdtTrfTxInf", "transfers", transfer),
    )
    return Shape(
        WireFile,
        inside(
            f"{p}GrpHdr",
            one(f"{p}MsgId", "message_id"),
            one(f"{p}CreDtTm", "created_at", INSTANT),
            write_only(one(f"{p}NbOfTxs", "count")),
            write_only(one(f"{p}CtrlSum", "total", NUMBER)),
            inside(
                f"{p}InitgPty",
                one(f"{p}Nm", "initiator_name"),
                inside(f"{p}Id", inside(f"{p}OrgId", inside(f"{p}Othr", one(f"{p}Id", "initiator_id")))),
            ),
        ),
        parts(f"{p}PmtInf", "batches", batch),
    )
