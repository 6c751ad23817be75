"""The chart of accounts that a body begins with: one account for each purpose of the postings, and some to charge costs to.

Bodies have their own charts (Budget- og regnskabssystem for regioner; for kommuner); codes and names are theirs to change. What the
postings need is one account for each purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass

COST, BANK, CREDITOR, ACCRUAL, ROUNDING, INTEREST = "cost", "bank", "creditor", "accrual", "rounding", "interest"
VAT_REFUNDABLE, VAT_DEDUCTIBLE, VAT_PAYABLE = "vat_refundable", "vat_deductible", "vat_payable"
PURPOSES = (COST, ACCRUAL, VAT_REFUNDABLE, VAT_DEDUCTIBLE, VAT_PAYABLE, CREDITOR, BANK, ROUNDING, INTEREST)


@dataclass(frozen=True, slots=True)
class AccountDraft:
    code: str
    name_da: str
    name_en: str
    kind: str
    purpose: str = ""


DEFAULT = (
    AccountDraft("4000", "Varer og tjenesteydelser", "Goods and services", "cost", COST),
    AccountDraft("4100", "Medicinske forbrugsvarer", "Medical consumables", "cost"),
    AccountDraft("4200", "Kontor og rengøring", "Office and cleaning", "cost"),
    AccountDraft("4300", "Tjenesteydelser", "Services", "cost"),
    AccountDraft("4950", "Øreafrunding", "Rounding", "rounding", ROUNDING),
    AccountDraft("4960", "Morarenter og kompensation", "Late-payment interest and compensation", "interest", INTEREST),
    AccountDraft("6100", "Købsmoms til momsrefusion", "Input VAT, refundable (momsrefusion)", "vat", VAT_REFUNDABLE),
    AccountDraft("6110", "Købsmoms, fradragsberettiget", "Input VAT, deductible", "vat", VAT_DEDUCTIBLE),
    AccountDraft("6120", "Moms af køb med omvendt betalingspligt", "VAT on reverse-charge purchases", "vat", VAT_PAYABLE),
    AccountDraft("6900", "Bank", "Bank", "bank", BANK),
    AccountDraft("9500", "Varer modtaget, ikke faktureret", "Goods received, not invoiced", "accrual", ACCRUAL),
    AccountDraft("9510", "Leverandører", "Creditors", "creditor", CREDITOR),
)


def chart(cost_accounts: Iterable[str] = ()) -> list[AccountDraft]:
    """The default chart with the accounts that the body's units are charged to."""
    taken = {a.code for a in DEFAULT}
    more = [
        AccountDraft(code, f"Drift, konto {code}", f"Running costs, account {code}", "cost")
        for code in sorted(set(cost_accounts) - taken)
        if code
    ]
    return [*DEFAULT, *more]
