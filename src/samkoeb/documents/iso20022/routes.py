"""The Danish ways to be paid, checked: IBAN, registration and account number, FIK 71/73/75, giro 01/04/15.

Source: the payment kinds (kortarter) of FI-kort and girokort as Peppol's rules DK-R-005..011 and OIOUBL's F-LIB145..157 state them;
references end in a check digit, modulus 10 with weights 1 and 2 from the right (T-vectors of FIK).
"""

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import DanishAccount, Fik, Giro, Iban, PaymentMeans, Route
from samkoeb.kernel.identifiers import is_iban

# Kind → digits of the payer's reference; 0: none is allowed.
FIK_REFERENCE = {"71": 15, "73": 0, "75": 16}
GIRO_REFERENCE = {"01": 0, "04": 16, "15": 16}
CREDITOR_DIGITS = (8,)
GIRO_DIGITS = (7, 8)

IBAN_CODES, ACCOUNT_CODES, GIRO_CODE, FIK_CODE = ("30", "58", "59"), ("31", "42"), "50", "93"


def check_digit(digits: str) -> str:
    """The digit that makes `digits` a valid reference (modulus 10; weights 2, 1, 2 … from the right; digit sums)."""
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def has_valid_check_digit(reference: str) -> bool:
    return len(reference) > 1 and is_digits(reference) and check_digit(reference[:-1]) == reference[-1]


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def check(route: Route) -> None:
    """DocumentFault where a bank would turn the payment back: bad_account, bad_payment_reference, bad_check_digit."""
    match route:
        case Iban():
            if not is_iban(route.iban):
                raise DocumentFault("bad_account", {"account": route.iban, "kind": "IBAN"})
        case DanishAccount():
            registration, account = route.registration, route.account
            if len(registration) != 4 or not is_digits(registration) or not 1 <= len(account) <= 10 or not is_digits(account):
                raise DocumentFault("bad_account", {"account": f"{registration} {account}", "kind": "BBAN"})
        case Fik():
            _check_card(route.kind, route.creditor, route.reference, FIK_REFERENCE, CREDITOR_DIGITS)
        case Giro():
            _check_card(route.kind, route.account, route.reference, GIRO_REFERENCE, GIRO_DIGITS)


def _check_card(kind: str, creditor: str, reference: str, lengths: dict[str, int], creditor_lengths: tuple[int, ...]) -> None:
    if kind not in lengths:
        raise DocumentFault("bad_payment_reference", {"kind": kind, "reference": reference})
    if len(creditor) not in creditor_lengths or not is_digits(creditor):
        raise DocumentFault("bad_account", {"account": creditor, "kind": kind})
    if len(reference) != lengths[kind] or (reference and not is_digits(reference)):
        raise DocumentFault("bad_payment_reference", {"kind": kind, "reference": reference, "digits": lengths[kind]})
    if reference and not has_valid_check_digit(reference):
        raise DocumentFault("bad_check_digit", {"kind": kind, "reference": reference})


def route_of(means: PaymentMeans) -> Route | None:
    """How an invoice asks to be paid, unchecked; None where it is not by transfer (card, direct debit, NemKonto, cash).

    A reference is filled with zeros from the left to the length of its kind, as banks do.
    """
    account = means.account.replace(" ", "")
    if means.code == FIK_CODE:
        kind, reference = _card(means.payment_id, FIK_REFERENCE)
        return Fik(kind, account, reference)
    if means.code == GIRO_CODE:
        kind, reference = _card(means.payment_id, GIRO_REFERENCE)
        return Giro(kind, account, reference)
    if not account:
        return None
    if account[:2].isalpha():
        return Iban(account.upper(), means.branch)
    if means.code in ACCOUNT_CODES or (means.code in IBAN_CODES and means.branch):
        return DanishAccount(means.branch, account)
    return None


def _card(payment_id: str, lengths: dict[str, int]) -> tuple[str, str]:
    kind, _, reference = payment_id.partition("#")
    return kind, reference.zfill(lengths.get(kind, 0)) if reference else ""


def means_of(route: Route, note: str = "") -> PaymentMeans:
    """The same way as an invoice states it, by Peppol's Danish rules; `note` is the payer's reference of a transfer."""
    match route:
        case Iban():
            return PaymentMeans(code="58", account=route.iban, branch=route.bic, payment_id=note)
        case DanishAccount():
            return PaymentMeans(code="42", account=route.account, branch=route.registration, payment_id=note)
        case Fik():
            return PaymentMeans(code=FIK_CODE, account=route.creditor, payment_id=f"{route.kind}#{route.reference}")
        case Giro():
            return PaymentMeans(code=GIRO_CODE, account=route.account, payment_id=f"{route.kind}#{route.reference}")
