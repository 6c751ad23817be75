"""A released run as the message to the bank (ISO 20022 pain.001): one batch from one account, a transfer for each invoice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from samkoeb.documents import model
from samkoeb.documents.iso20022 import pain001
from samkoeb.kernel.problem import Problem

VERSIONS: dict[str, Literal["03", "09"]] = {"pain.001.001.03": "03", "pain.001.001.09": "09"}


@dataclass(frozen=True, slots=True)
class Line:
    end_to_end_id: str
    amount: Decimal
    creditor: str
    creditor_country: str
    way: model.Route
    text: str


def write(
    lines: Iterable[Line],
    *,
    number: str,
    body: str,
    debtor: model.Iban | model.DanishAccount,
    execute_on: date,
    currency: str,
    version: str,
    at: datetime,
) -> bytes:
    """`number` names the message and its batch; the same number gives the same bytes."""
    transfers = tuple(
        model.Transfer(
            end_to_end_id=line.end_to_end_id,
            amount=line.amount,
            currency=currency,
            creditor_name=line.creditor,
            creditor_country=line.creditor_country or "DK",
            route=line.way,
            text=line.text,
        )
        for line in lines
    )
    batch = model.PaymentBatch(id=number, execute_on=execute_on, debtor_name=body, debtor_account=debtor, transfers=transfers)
    return pain001.write(
        model.PaymentFile(message_id=number, created_at=at, initiator_name=body, batches=(batch,)), VERSIONS[version]
    )


def check_version(version: str) -> list[Problem]:
    return [] if version in VERSIONS else [Problem("payment.format_unknown", "error", {"format": version})]
