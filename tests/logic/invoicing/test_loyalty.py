"""Right supplier, right goods, right price (T29, C8)."""

from decimal import Decimal as D

from samkoeb.invoicing.logic.loyalty import Spend, share


def test_t29_the_four_measures_of_loyalty() -> None:
    spend = Spend(total=D("10"), at_contract_suppliers=D("8.9"), tendered=D("7.1"), at_tendered_price=D("6.9"))
    assert (spend.c_supplier, spend.c_item) == (89, 71)
    assert spend.c_price is not None and round(spend.c_price, 1) == D("97.2")
    assert spend.c_total == 69


def test_nothing_bought_is_neither_loyal_nor_disloyal() -> None:
    assert (Spend().coverage, Spend().c_price, share(D(0), D(5))) == (None, None, 0)
