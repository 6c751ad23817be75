"""Rule sets as a publisher would send them, with as few rules as a test is about."""

from pathlib import Path

SELLER_HAS_A_STREET = ("STREET-01", "/ubl:Order/cac:SellerSupplierParty", "cac:Party/cac:PostalAddress/cbc:StreetName", "The seller must have a street.")


def orders(folder: Path, *rules: tuple[str, str, str, str], name: str = "PEPPOLBIS-T01") -> Path:
    """A Schematron file with these rules for orders: (id, context, test, text)."""
    asserts = "".join(
        f'<rule context="{context}"><assert id="{id_}" flag="fatal" test="{test}">{text}</assert></rule>' for id_, context, test, text in rules
    )
    ubl = "urn:oasis:names:specification:ubl:schema:xsd"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.sch").write_text(
        f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>Orders</title>
        <ns prefix="ubl" uri="{ubl}:Order-2"/><ns prefix="cac" uri="{ubl}:CommonAggregateComponents-2"/>
        <ns prefix="cbc" uri="{ubl}:CommonBasicComponents-2"/><pattern>{asserts}</pattern></schema>"""
    )
    return folder / f"{name}.sch"
