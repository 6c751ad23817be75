"""How a bank wants Danish payment cards written in pain.001. **Bank-specific**: agree it with the bank before the first file.

The standard has no place of its own for FIK and giro. Common practice: the card kind as a proprietary local instrument, the creditor
or giro number as a proprietary account, the payer's reference as a structured creditor reference. Names differ from bank to bank.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BankConvention:
    """`fik` and `giro` stand before the kind in LclInstrm/Prtry ("FIK71"); the schemes name the account numbers' kind."""

    name: str
    fik: str
    giro: str
    fik_account_scheme: str
    giro_account_scheme: str
    domestic_service_level: str
    sepa_service_level: str
    source: str


COMMON = BankConvention(
    name="common",
    fik="FIK",
    giro="GIRO",
    fik_account_scheme="FIK",
    giro_account_scheme="GIRO",
    domestic_service_level="NURG",
    sepa_service_level="SEPA",
    source="Common practice in Denmark; not a bank's own guide. Open point 10: to be confirmed with each bank.",
)
