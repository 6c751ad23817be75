"""Account, cost place and VAT code."""

from decimal import Decimal as D

from samkoeb.invoicing.logic import coding


def propose(**changes: object) -> coding.Coding:
    facts: dict[str, object] = {
        "stated": "", "unit_account": "4000", "unit_cost_place": "B4", "unspsc": "42132203", "history": (), "vat": coding.REFUNDABLE,
    }  # fmt: skip
    return coding.propose(**{**facts, **changes})  # type: ignore[arg-type]


def test_the_unit_where_nothing_else_is_known() -> None:
    assert propose() == coding.Coding("4000", "B4", "refundable")


def test_what_the_order_says_goes_first() -> None:
    history = [coding.Used("42132203", "4200", "B4", 9)]
    assert propose(stated="4100: 8812", history=history) == coding.Coding("4100", "8812", "refundable")


def test_history_of_the_nearest_level() -> None:
    history = [
        coding.Used("42130000", "4300", "", 50),
        coding.Used("42132201", "4200", "OP", 2),
        coding.Used("42132205", "4210", "", 1),
    ]
    assert propose(history=history) == coding.Coding("4200", "OP", "refundable")


def test_vat_code_by_buyer_and_category() -> None:
    assert coding.vat_code("S", D(25), organisation_kind="region") == "refundable"
    assert coding.vat_code("S", D(25), organisation_kind="secretariat") == "non_refundable"
    assert coding.vat_code("S", D(25), organisation_kind="region", own_class="deductible") == "deductible"
    assert coding.vat_code("AE", D(0), organisation_kind="region") == "reverse_charge"
    assert coding.vat_code("E", D(0), organisation_kind="region") == "none"


def test_reverse_charge_is_computed_on_what_the_buyer_owes() -> None:
    tax, (warning,) = coding.reverse_charge({"AE": D("100.02"), "S": D(50)}, percent=D(25), currency="DKK")
    assert (tax, warning.facts["base"], warning.facts["amount"]) == (D("25.01"), "100.02", "25.01")


def test_a_line_without_account_is_pointed_at() -> None:
    problems = coding.check([(1, coding.Coding("4000", "", "refundable")), (2, coding.Coding("", "", "moms"))])
    assert [(p.code, p.facts["position"]) for p in problems] == [("invoice.account_missing", 2), ("invoice.vat_code_unknown", 2)]
