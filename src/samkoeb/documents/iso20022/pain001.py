"""ISO 20022 CustomerCreditTransferInitiation: the payment model becomes pain.001.001.09 (default) or .03, and is read back.

CtrlSum is the exact sum of the amounts and NbOfTxs their number, in the header and in each batch. Every way to be paid is checked
first: what a bank would turn back is refused here (DocumentFault).
"""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.iso20022 import routes
from samkoeb.documents.iso20022.banks import COMMON, BankConvention
from samkoeb.documents.iso20022.wire import Version, WireBatch, WireFile, WireTransfer, table
from samkoeb.documents.model import DanishAccount, Fik, Giro, Iban, PaymentBatch, PaymentFile, Route, Transfer
from samkoeb.documents.ubl.names import PAIN, local_name
from samkoeb.kernel.money import round_to_currency

# ISO 20022 Max35Text, Max140Text, and what .03 banks take as a name.
_ID, _TEXT, _NAME = 35, 140, 70
NO_BIC = "NOTPROVIDED"


def write(file: PaymentFile, version: Version = "09", bank: BankConvention = COMMON) -> bytes:
    """The message, valid by the schema of its version. `file` must have a batch, and each batch a transfer."""
    prefixes: dict[Any, str] = {None: PAIN + version}
    document = etree.Element(f"{{{PAIN}{version}}}Document", nsmap=prefixes)
    root = etree.SubElement(document, f"{{{PAIN}{version}}}CstmrCdtTrfInitn")
    table(version).write(root, _to_wire(file, bank), "")
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read(raw: bytes, bank: BankConvention = COMMON, limits: xml.Limits = xml.DEFAULT) -> PaymentFile:
    """The payment file in a pain.001 of version .03 or .09."""
    document = xml.parse(raw, limits)
    versions: tuple[Version, ...] = ("03", "09")
    for version in versions:
        root = document.find(f"{{{PAIN}{version}}}CstmrCdtTrfInitn")
        if document.tag == f"{{{PAIN}{version}}}Document" and root is not None:
            return _from_wire(table(version).read(root), bank)
    raise DocumentFault("unknown_document_type", {"root": local_name(document.tag)[:100]})


def control_sum(raw: bytes) -> str:
    """The CtrlSum of the group header, as written."""
    found = xml.parse(raw).find(".//{*}GrpHdr/{*}CtrlSum")
    if found is None or not found.text:
        raise DocumentFault("missing_field", {"field": "CtrlSum"})
    return found.text


def _to_wire(file: PaymentFile, bank: BankConvention) -> WireFile:
    if not file.batches or any(not batch.transfers for batch in file.batches):
        raise DocumentFault("missing_field", {"field": "CdtTrfTxInf"})
    return WireFile(
        message_id=_identifier(file.message_id),
        created_at=file.created_at.replace(microsecond=0),
        initiator_name=file.initiator_name[:_NAME],
        initiator_id=_identifier(file.initiator_id),
        batches=tuple(_batch_to_wire(batch, bank) for batch in file.batches),
    )


def _batch_to_wire(batch: PaymentBatch, bank: BankConvention) -> WireBatch:
    routes.check(batch.debtor_account)
    account = batch.debtor_account
    bic = account.bic if isinstance(account, Iban) else ""
    return WireBatch(
        id=_identifier(batch.id),
        execute_on=batch.execute_on,
        debtor_name=batch.debtor_name[:_NAME],
        debtor_country=batch.debtor_country,
        bic=bic,
        no_bic="" if bic else NO_BIC,
        iban=account.iban if isinstance(account, Iban) else "",
        account=_bban(account) if isinstance(account, DanishAccount) else "",
        account_code="BBAN" if isinstance(account, DanishAccount) else "",
        transfers=tuple(_transfer_to_wire(transfer, bank) for transfer in batch.transfers),
    )


def _transfer_to_wire(transfer: Transfer, bank: BankConvention) -> WireTransfer:
    routes.check(transfer.route)
    if transfer.amount <= 0 or transfer.amount != round_to_currency(transfer.amount, transfer.currency):
        raise DocumentFault("bad_payment_amount", {"amount": format(transfer.amount, "f"), "currency": transfer.currency})
    return WireTransfer(
        end_to_end_id=_identifier(transfer.end_to_end_id),
        instruction_id=_identifier(transfer.instruction_id),
        amount=round_to_currency(transfer.amount, transfer.currency),  # the same amount, written with the currency's own decimals
        currency=transfer.currency,
        creditor_name=transfer.creditor_name[:_NAME],
        creditor_country=transfer.creditor_country,
        text=transfer.text[:_TEXT],
        **_route_to_wire(transfer, bank),
    )


def _route_to_wire(transfer: Transfer, bank: BankConvention) -> dict[str, str]:
    match transfer.route:
        case Iban(iban, bic):
            level = bank.sepa_service_level if transfer.currency == "EUR" else bank.domestic_service_level
            return {"iban": iban, "bic": bic, "service_level": level, "reference": transfer.creditor_reference}
        case DanishAccount() as account:
            return {
                "account": _bban(account),
                "account_code": "BBAN",
                "service_level": bank.domestic_service_level,
                "reference": transfer.creditor_reference,
            }
        case Fik(kind, creditor, reference):
            return _card(bank, bank.fik + kind, bank.fik_account_scheme, creditor, reference)
        case Giro(kind, account_number, reference):
            return _card(bank, bank.giro + kind, bank.giro_account_scheme, account_number, reference)
    raise TypeError(f"not a way to be paid: {transfer.route!r}")


def _card(bank: BankConvention, instrument: str, scheme: str, account: str, reference: str) -> dict[str, str]:
    return {
        "local_instrument": instrument,
        "account": account,
        "account_scheme": scheme,
        "service_level": bank.domestic_service_level,
        "reference": reference,
    }


def _bban(account: DanishAccount) -> str:
    """Fourteen digits: the registration number, and the account number filled with zeros from the left."""
    return account.registration + account.account.zfill(10)


def _identifier(text: str) -> str:
    if len(text) > _ID:
        raise DocumentFault("bad_payment_reference", {"reference": text[:60], "digits": _ID})
    return text


def _from_wire(wire: WireFile, bank: BankConvention) -> PaymentFile:
    return PaymentFile(
        message_id=wire.message_id,
        created_at=wire.created_at,
        initiator_name=wire.initiator_name,
        initiator_id=wire.initiator_id,
        batches=tuple(_batch_from_wire(batch, bank) for batch in wire.batches),
    )


def _batch_from_wire(batch: WireBatch, bank: BankConvention) -> PaymentBatch:
    return PaymentBatch(
        id=batch.id,
        execute_on=batch.execute_on,
        debtor_name=batch.debtor_name,
        debtor_country=batch.debtor_country,
        debtor_account=Iban(batch.iban, batch.bic) if batch.iban else _danish_account(batch.account),
        transfers=tuple(_transfers_from_wire(batch.transfers, bank)),
    )


def _transfers_from_wire(transfers: Iterable[WireTransfer], bank: BankConvention) -> Iterable[Transfer]:
    for wire in transfers:
        route = _route_from_wire(wire, bank)
        yield Transfer(
            end_to_end_id=wire.end_to_end_id,
            instruction_id=wire.instruction_id,
            amount=wire.amount,
            currency=wire.currency,
            creditor_name=wire.creditor_name,
            creditor_country=wire.creditor_country,
            route=route,
            creditor_reference=wire.reference if isinstance(route, Iban | DanishAccount) else "",
            text=wire.text,
        )


def _route_from_wire(wire: WireTransfer, bank: BankConvention) -> Route:
    if wire.iban:
        return Iban(wire.iban, wire.bic)
    if wire.account_scheme == bank.fik_account_scheme and wire.local_instrument:
        return Fik(wire.local_instrument.removeprefix(bank.fik), wire.account, wire.reference)
    if wire.account_scheme == bank.giro_account_scheme and wire.local_instrument:
        return Giro(wire.local_instrument.removeprefix(bank.giro), wire.account, wire.reference)
    return _danish_account(wire.account)


def _danish_account(bban: str) -> DanishAccount:
    return DanishAccount(bban[:4], bban[4:])
