"""Catalogues that arrive: by upload, by the inbox, twice; and own items and UNSPSC beside them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from tests.builders import bodies, catalogues
from tests.builders.bodies import AT, TODAY

from samkoeb import documents
from samkoeb.catalogue import queries
from samkoeb.catalogue.actions import (
    approve_version,
    attach_to_own_item,
    create_own_item,
    detach_from_own_item,
    handle_document,
    import_file,
    load_own_unspsc,
    load_unspsc,
    own_item_from,
    reject_version,
)
from samkoeb.catalogue.models import CatalogueVersion, Fulfilment, Item, UnspscNode
from samkoeb.documents.model import CatalogueHeader, CatalogueLine, Identifier, Party, Price, PriceBreak
from samkoeb.documents.model import Item as DocumentItem
from samkoeb.documents.model.common import Quantity
from samkoeb.documents.ubl import catalogue as ubl
from samkoeb.exchange.actions import receive
from samkoeb.exchange.models import Inbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused

pytestmark = pytest.mark.django_db
GLOVE = "H-1;Undersøgelseshandske, nitril, M;100/bx;34,50;33,00;5790000435951;42132203;M;;"


def test_an_upload_is_kept_raw_and_read_once() -> None:
    under = catalogues.agreement()
    raw = catalogues.sheet(GLOVE).getvalue()
    said = {"supplier_id": under.supplier_id, "agreement_id": under.pk, "file_name": "priser.csv", "by": operator(), "at": AT}
    version = import_file(raw, **said)  # type: ignore[arg-type]
    inbound = Inbound.objects.get()
    assert (bytes(inbound.raw), inbound.state, inbound.result) == (raw, "handled", f"catalogue.catalogueversion:{version.pk}")
    assert import_file(raw, **said).pk == version.pk  # type: ignore[arg-type]
    reject_version(version.pk, by=operator(), at=AT)
    assert import_file(raw, **said).number == 2  # type: ignore[arg-type]
    assert queries.fault_workbook(version)[:2] == b"PK"


def test_a_file_fault_is_kept_too() -> None:
    under = catalogues.agreement()
    version = import_file(b"%PDF-1.7", supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT)
    assert (version.state, Inbound.objects.get().state) == ("refused", "handled")


def arrived(raw: bytes, supplier_id: int, file_name: str) -> Inbound:
    return receive(raw, channel="api", file_name=file_name, handed_in_by_id=supplier_id, at=AT, by=operator())


def test_a_spreadsheet_from_the_inbox_finds_its_agreement() -> None:
    under = catalogues.agreement()
    inbound = arrived(catalogues.sheet(GLOVE).getvalue(), under.supplier_id, "vareliste.csv")
    result = handle_document(None, inbound, by=operator("inbound"), at=AT)
    assert CatalogueVersion.objects.get(agreement=under).pk == int(result.rpartition(":")[2])


def test_where_the_agreement_cannot_be_told_a_person_must() -> None:
    under = catalogues.agreement()
    second = catalogues.agreement(owner=under.owner)
    second.supplier = under.supplier
    second.save()
    inbound = arrived(catalogues.sheet(GLOVE).getvalue(), under.supplier_id, "vareliste.csv")
    with pytest.raises(Refused, match="which_agreement"):
        handle_document(None, inbound, by=operator("inbound"), at=AT)
    named = arrived(catalogues.sheet(GLOVE, "V;Klud;stk;1,00;;;;;;").getvalue(), under.supplier_id, f"priser {second.number}.csv")
    handle_document(None, named, by=operator("inbound"), at=AT)
    assert CatalogueVersion.objects.get().agreement_id == second.pk


def test_a_ubl_catalogue_names_its_agreement() -> None:
    under = catalogues.agreement(gln="5790000435951")
    party = Party(endpoint=Identifier("5790000435951", "0088"), legal_name="Medico A/S")
    header = CatalogueHeader(number="K-7", issued_on=TODAY, provider=party, receiver=party, contract=under.number)
    glove = CatalogueLine(
        id="1", orderable_unit="XBX", content=Quantity(Decimal(100)), item=DocumentItem(name="Handske", sellers_id="H-1"),
        prices=(PriceBreak(price=Price(amount=Decimal("34.50"), currency="DKK")),),
    )
    sink = BytesIO()
    ubl.write_lines(sink, header, iter([glove]))
    inbound = arrived(sink.getvalue(), under.supplier_id, "k7.xml")
    inbound.sender_id = under.supplier_id
    handle_document(documents.envelope(sink.getvalue(), on=TODAY), inbound, by=operator("inbound"), at=AT)
    assert CatalogueVersion.objects.get().document_number == "K-7"


def in_sale() -> Item:
    under = catalogues.agreement()
    version = catalogues.proposed(under, GLOVE)
    approve_version(version.pk, by=operator(), at=AT)
    return Item.objects.get()


def test_items_hang_on_the_bodys_own_item() -> None:
    item = in_sale()
    body = item.agreement.owner
    buyer = bodies.actor(roles.PURCHASER, body)
    own = create_own_item(
        body.pk, number="100", name_da="Undersøgelseshandsker nitril M", base_unit="C62", unspsc="42132203", by=buyer, at=AT
    )
    (proposal,) = queries.propose_own_items(item.pk, [body.pk])
    assert (proposal.own_item_id, proposal.reason) == (own.pk, "class_and_words")
    attach_to_own_item(item.pk, own.pk, by=buyer, at=AT)
    attach_to_own_item(item.pk, own.pk, by=buyer, at=AT)
    assert Fulfilment.objects.count() == 1
    assert queries.items_for_order({item.pk: Decimal(1)}, on=TODAY)[item.pk].own_item_ids == {body.pk: own.pk}
    assert not queries.items_without_own_item([body.pk]).exists()
    assert queries.propose_own_items(item.pk, [body.pk])[0].reason == "gtin"
    detach_from_own_item(item.pk, own.pk, by=buyer, at=AT)
    assert queries.items_without_own_item([body.pk]).exists()


def test_an_own_item_is_measured_as_its_items_are_and_kept_by_its_body() -> None:
    item = in_sale()
    body = item.agreement.owner
    litre = create_own_item(body.pk, number="200", name_da="Håndsprit", base_unit="LTR", by=operator(), at=AT)
    with pytest.raises(Refused, match="own_item_unit_differs"):
        attach_to_own_item(item.pk, litre.pk, by=operator(), at=AT)
    with pytest.raises(Refused, match="own_item_number_taken"):
        create_own_item(body.pk, number="200", name_da="Andet", base_unit="C62", by=operator(), at=AT)
    with pytest.raises(NotAllowed):
        create_own_item(body.pk, number="300", name_da="Andet", base_unit="C62", by=bodies.actor(roles.REQUESTER, body), at=AT)
    create_own_item(body.pk, number="000003", name_da="Nummereret i hånden", base_unit="C62", by=operator(), at=AT)
    own = own_item_from(item.pk, body.pk, by=operator(), at=AT)
    assert own.number == "000004"
    assert (own.name_da, own.base_unit, own.unspsc) == (item.name_da, "C62", "42132203")
    assert Fulfilment.objects.filter(own_item=own, item=item).exists()


def test_the_unspsc_tree_is_loaded_and_renamed_not_lost() -> None:
    count = load_own_unspsc(by=operator(), at=AT)
    assert UnspscNode.objects.count() == count > 100
    glove = UnspscNode.objects.get(code="42132203")
    assert (glove.title_da, glove.parent_code, glove.level) == ("Undersøgelseshandsker", "42132200", 4)
    load_unspsc(BytesIO(b"Code,Title\n42132203,Medical exam gloves\n99999999,New\n"), version="v26", by=operator(), at=AT)
    glove.refresh_from_db()
    assert (glove.title_da, glove.title_en, glove.version) == ("Undersøgelseshandsker", "Medical exam gloves", "v26")
    assert UnspscNode.objects.count() == count + 1
    orphans = UnspscNode.objects.exclude(parent_code="").exclude(parent_code__in=UnspscNode.objects.values("code"))
    assert list(orphans.values_list("code", flat=True)) == ["99999999"]


def test_an_unknown_class_is_marked_once_a_tree_is_loaded() -> None:
    under = catalogues.agreement()
    assert catalogues.proposed(under, GLOVE.replace("42132203", "42999999")).counts["warned"] == 0
    load_own_unspsc(by=operator(), at=AT)
    version = catalogues.proposed(under, GLOVE.replace("42132203", "42999999"))
    assert queries.fault_counts(version) == {"catalogue.unspsc_unknown": 1}


def test_a_new_days_price_is_found_on_its_day() -> None:
    under = catalogues.agreement()
    version = catalogues.proposed(under, "V-1;Vaskeklud;stk;2,00;;;;;01-12-2026;31-12-2026")
    approve_version(version.pk, by=operator(), at=datetime(2026, 11, 23, tzinfo=UTC))
    item = Item.objects.get()
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [queries.price_on(item.pk, day) is not None for day in days] == [False, True, True, False]
