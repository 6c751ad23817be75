"""What a document adds up to by EN 16931, used twice: to complete what we write, and to compare what we are sent.

The order of the standard: line nets (BT-131), their sum (BT-106), document allowances and charges (BT-107, BT-108), net total
(BT-109), VAT per category and rate (BG-23, BR-CO-17), VAT total (BT-110), gross total (BT-112), payable (BT-115). Halves are
rounded away from zero, once, where an amount comes to be: at the line net and at each VAT row. Sums of rounded amounts are exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from samkoeb.documents.model import (
    AllowanceCharge,
    Invoice,
    InvoiceLine,
    Item,
    MonetaryTotals,
    Order,
    OrderLine,
    TaxCategory,
    TaxSubtotal,
)
from samkoeb.kernel.money import ZERO, round_to_currency
from samkoeb.kernel.vat import EXEMPT, EXPORT, INTRA_COMMUNITY, OUT_OF_SCOPE, REVERSE_CHARGE, STANDARD

# Totals of a draft that `completed` is to fill in.
UNCOUNTED = MonetaryTotals(lines=ZERO, payable=ZERO)

# What must be said where no VAT is charged (BR-AE-10, BR-IC-10, BR-G-10, BR-O-10, BR-E-10): VATEX code and words.
EXEMPTIONS = {
    REVERSE_CHARGE: ("VATEX-EU-AE", "Reverse charge"),
    INTRA_COMMUNITY: ("VATEX-EU-IC", "Intra-Community supply"),
    EXPORT: ("VATEX-EU-G", "Export outside the EU"),
    OUT_OF_SCOPE: ("VATEX-EU-O", "Not subject to VAT"),
    EXEMPT: ("", "Exempt from VAT"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A supplied amount that is not what it should be. `term` is the standard's (BT-131 …); `line` a line's id or a VAT row."""

    term: str
    supplied: Decimal
    expected: Decimal
    line: str = ""

    @property
    def amount(self) -> Decimal:
        """Supplied less expected: positive where too much is asked."""
        return self.supplied - self.expected


def balance(allowances: Iterable[AllowanceCharge]) -> Decimal:
    """Charges less allowances."""
    return sum((one.amount if one.is_charge else -one.amount for one in allowances), ZERO)


def line_net(line: InvoiceLine | OrderLine, currency: str) -> Decimal:
    """BT-131: quantity × price ÷ base quantity, with the line's allowances and charges. A line without a price is worth what it says."""
    if line.price is None or line.price.base == 0:
        return line.net or ZERO
    return round_to_currency(line.quantity.value * line.price.amount / line.price.base + balance(line.allowances), currency)


def breakdown(lines: Sequence[InvoiceLine], allowances: Sequence[AllowanceCharge], currency: str) -> tuple[TaxSubtotal, ...]:
    """BG-23: one row per category and rate, in the order of their first line. What has no category stands in no row."""
    taxable: dict[tuple[str, Decimal | None], Decimal] = {}
    categories: dict[tuple[str, Decimal | None], TaxCategory] = {}
    parts = [(line.item.tax, line.net) for line in lines]
    parts += [(one.tax, one.amount if one.is_charge else -one.amount) for one in allowances]
    for category, amount in parts:
        if category is None:
            continue
        key = (category.code, category.percent)
        taxable[key] = taxable.get(key, ZERO) + amount
        categories.setdefault(key, category)
    return tuple(
        TaxSubtotal(taxable=taxable[key], tax=tax_of(taxable[key], category, currency), category=category)
        for key, category in categories.items()
    )


def tax_of(taxable: Decimal, category: TaxCategory, currency: str) -> Decimal:
    """BT-117: taxable × rate, rounded to the currency's minor unit (BR-CO-17)."""
    return round_to_currency(taxable * (category.percent or ZERO) / 100, currency)


def document_totals(
    lines: Sequence[InvoiceLine | OrderLine],
    allowances: Sequence[AllowanceCharge],
    tax: Decimal,
    stated: MonetaryTotals = UNCOUNTED,
) -> MonetaryTotals:
    """BG-22 from line nets; prepaid amount and rounding are facts of the document and are kept as stated."""
    sum_of_lines = sum((line.net or ZERO for line in lines), ZERO)
    less = sum((one.amount for one in allowances if not one.is_charge), ZERO)
    more = sum((one.amount for one in allowances if one.is_charge), ZERO)
    net = sum_of_lines - less + more
    return MonetaryTotals(
        lines=sum_of_lines,
        tax_exclusive=net,
        tax_inclusive=net + tax,
        allowances=less if any(not one.is_charge for one in allowances) else None,
        charges=more if any(one.is_charge for one in allowances) else None,
        prepaid=stated.prepaid,
        rounding=stated.rounding,
        payable=net + tax - (stated.prepaid or ZERO) + (stated.rounding or ZERO),
    )


def completed(draft: Invoice) -> Invoice:
    """`draft` with line nets, VAT breakdown and totals counted; each line's item must carry its VAT category.

    The reason for charging no VAT is added to the breakdown where the draft gives none.
    """
    without = [line.id for line in draft.lines if line.item.tax is None]
    if without:
        raise ValueError(f"lines without a VAT category: {', '.join(without)}")
    lines = tuple(replace(line, net=line_net(line, draft.currency), item=_on_line(line)) for line in draft.lines)
    allowances = tuple(replace(one, tax=_bare(one.tax)) for one in draft.allowances)
    reasons = {line.item.tax.code: line.item.tax for line in draft.lines if line.item.tax}
    rows = tuple(replace(row, category=_with_reason(row.category, reasons)) for row in breakdown(lines, allowances, draft.currency))
    tax = sum((row.tax for row in rows), ZERO)
    totals = document_totals(lines, allowances, tax, draft.totals)
    return replace(draft, lines=lines, allowances=allowances, taxes=rows, tax_amount=tax, totals=totals)


def completed_order(draft: Order) -> Order:
    """`draft` with line nets, expected VAT (for lines whose item carries a category) and totals counted."""
    lines = tuple(replace(line, net=line_net(line, draft.currency)) if line.price else line for line in draft.lines)
    if any(line.net is None for line in lines):
        return replace(draft, lines=lines)
    rows: dict[tuple[str, Decimal], Decimal] = {}
    parts = [(line.item.tax, line.net or ZERO) for line in lines]
    parts += [(one.tax, one.amount if one.is_charge else -one.amount) for one in draft.allowances]
    for category, amount in parts:
        if category is not None and category.code == STANDARD:
            key = (category.code, category.percent or ZERO)
            rows[key] = rows.get(key, ZERO) + amount
    tax = sum((round_to_currency(amount * percent / 100, draft.currency) for (_code, percent), amount in rows.items()), ZERO)
    totals = document_totals(lines, draft.allowances, tax, draft.totals or UNCOUNTED)
    return replace(draft, lines=lines, tax_amount=tax, totals=totals)


def compare(invoice: Invoice) -> tuple[Difference, ...]:
    """Every supplied amount that is not what the supplied parts add up to, exactly; how much is tolerable is the caller's business.

    Each step is counted from the supplied amounts before it, so that one wrong line is told once and not in every total.
    """
    said: list[tuple[str, Decimal | None, Decimal, str]] = []
    for line in invoice.lines:
        said.append(("BT-131", line.net, line_net(line, invoice.currency), line.id))
    for row in invoice.taxes:
        said.append(("BT-117", row.tax, tax_of(row.taxable, row.category, invoice.currency), _row_name(row.category)))
    said += _taxable_amounts(invoice)
    tax = invoice.tax_amount if invoice.tax_amount is not None else ZERO
    if invoice.taxes:
        said.append(("BT-110", invoice.tax_amount, sum((row.tax for row in invoice.taxes), ZERO), ""))
    counted, stated = document_totals(invoice.lines, invoice.allowances, tax, invoice.totals), invoice.totals
    said += [
        ("BT-106", stated.lines, counted.lines, ""),
        ("BT-107", stated.allowances, counted.allowances or ZERO, ""),
        ("BT-108", stated.charges, counted.charges or ZERO, ""),
        ("BT-109", stated.tax_exclusive, counted.tax_exclusive or ZERO, ""),
        ("BT-112", stated.tax_inclusive, counted.tax_inclusive or ZERO, ""),
        ("BT-115", stated.payable, counted.payable, ""),
    ]
    return tuple(
        Difference(term=term, supplied=supplied, expected=expected, line=line)
        for term, supplied, expected, line in said
        if supplied is not None and supplied != expected
    )


def _taxable_amounts(invoice: Invoice) -> list[tuple[str, Decimal | None, Decimal, str]]:
    """BT-116 can be counted only where every line and every allowance says its category."""
    if any(line.item.tax is None for line in invoice.lines) or any(one.tax is None for one in invoice.allowances):
        return []
    counted = {_key(row.category): row.taxable for row in breakdown(invoice.lines, invoice.allowances, invoice.currency)}
    rows: list[tuple[str, Decimal | None, Decimal, str]] = []
    for row in invoice.taxes:
        rows.append(("BT-116", row.taxable, counted.pop(_key(row.category), ZERO), _row_name(row.category)))
    rows += [("BT-116", ZERO, amount, f"{code} {percent.normalize():f} %") for (code, percent), amount in counted.items() if amount]
    return rows if invoice.taxes else []


def _key(category: TaxCategory) -> tuple[str, Decimal]:
    return category.code, category.percent or ZERO


def _row_name(category: TaxCategory) -> str:
    return f"{category.code} {(category.percent or ZERO).normalize():f} %"


def _bare(category: TaxCategory | None) -> TaxCategory | None:
    """Only the breakdown says why no VAT is charged (UBL-CR-601); outside the scope of VAT there is no rate (BR-O-05)."""
    if category is None:
        return None
    percent = None if category.code == OUT_OF_SCOPE else category.percent if category.percent is not None else ZERO
    return TaxCategory(code=category.code, percent=percent, scheme=category.scheme)


def _on_line(line: InvoiceLine) -> Item:
    return replace(line.item, tax=_bare(line.item.tax))


def _with_reason(category: TaxCategory, drafted: dict[str, TaxCategory]) -> TaxCategory:
    code, words = EXEMPTIONS.get(category.code, ("", ""))
    given = drafted.get(category.code)
    if given is not None and (given.exemption_code or given.exemption_reason):
        code, words = given.exemption_code, given.exemption_reason
    return replace(category, exemption_code=code, exemption_reason=words)
