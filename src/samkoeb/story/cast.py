"""Who is in the tale: bodies, units, suppliers and people. People are named after what they do; suppliers and their numbers are invented."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from stdnum import ean

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import actions as organisations

PASSWORD = "samkoeb-demo"
PIN = "1234"
FOUNDED, MERGED_ON = date(2007, 1, 1), date(2027, 1, 1)

# key → kind, name, CVR, e-mail domain
BODIES = {
    "hovedstaden": ("region", "Region Hovedstaden", "29190623"),
    "sjaelland": ("region", "Region Sjælland", "29190658"),
    "syddanmark": ("region", "Region Syddanmark", "29190909"),
    "midtjylland": ("region", "Region Midtjylland", "29190925"),
    "nordjylland": ("region", "Region Nordjylland", "29190941"),
    "kommune": ("municipality", "Demoby Kommune", ""),
    "rfi": ("secretariat", "RFI-sekretariatet", ""),
}

# key → name, channel, e-mail
SUPPLIERS = {
    "nordhaand": ("Nordhånd Medico A/S", "dropfolder"),
    "renhald": ("Renhald Drift A/S", "dropfolder"),
    "smaabo": ("Småbo Service ApS", "email"),
}

# key → body, parent, kind, name, short name, delivery point
UNITS = {
    "bakke": ("hovedstaden", None, "institution", "Bakkehøj Hospital", "BHH", "Varemodtagelsen, port 3"),
    "b4": ("hovedstaden", "bakke", "department", "Medicinsk afsnit B4", "B4", "Depotrum B4-017"),
    "b5": ("hovedstaden", "bakke", "department", "Kirurgisk afsnit B5", "B5", "Depotrum B5-021"),
    "fjord": ("sjaelland", None, "institution", "Fjordby Sygehus", "FJS", "Varemodtagelsen, syd"),
    "f2": ("sjaelland", "fjord", "department", "Medicinsk afsnit F2", "F2", "Depotrum F2-004"),
    "vest": ("syddanmark", None, "institution", "Vestkyst Sygehus", "VKS", "Port 1"),
    "plejehjem": ("kommune", None, "institution", "Plejecenter Solvang", "SOL", "Hovedindgangen"),
}

# key → name, body or supplier, unit, home unit, ((role, limit), …), has PIN
PEOPLE: dict[str, tuple[str, str, str | None, tuple[tuple[str, str | None], ...], bool]] = {
    "sygeplejerske": ("Sygeplejerske, B4", "hovedstaden", "b4", ((roles.REQUESTER, "2500"), (roles.GOODS_RECEIVER, None)), True),
    "sygeplejerske2": ("Sygeplejerske, nat, B4", "hovedstaden", "b4", ((roles.REQUESTER, "2500"), (roles.GOODS_RECEIVER, None)), True),
    "afsnitsleder": ("Afsnitsleder, B4", "hovedstaden", "b4", ((roles.APPROVER, "25000"), (roles.CALL_OFF_OFFICER, "25000")), True),
    "stedfortraeder": ("Souschef, B4", "hovedstaden", "b4", ((roles.REQUESTER, "2500"),), True),
    "lager": ("Lagerforvalter, Bakkehøj", "hovedstaden", "bakke", ((roles.STOCK_KEEPER, None), (roles.GOODS_RECEIVER, None), (roles.REQUESTER, "20000")), True),
    "indkoeber": ("Indkøber, Region Hovedstaden", "hovedstaden", None, ((roles.PURCHASER, None),), False),
    "indkoebschef": ("Indkøbschef, Region Hovedstaden", "hovedstaden", None, ((roles.PURCHASING_HEAD, None),), False),
    "bogholder": ("Bogholder, Region Hovedstaden", "hovedstaden", None, ((roles.ACCOUNTS_CLERK, "50000"),), False),
    "bogholder2": ("Bogholder to, Region Hovedstaden", "hovedstaden", None, ((roles.ACCOUNTS_CLERK, "50000"), (roles.APPROVER, "100000")), False),
    "betaling": ("Betalingsgodkender, Region Hovedstaden", "hovedstaden", None, ((roles.PAYMENT_APPROVER, None),), False),
    "controller": ("Controller, Region Hovedstaden", "hovedstaden", None, ((roles.CONTROLLER, None),), False),
    "revisor": ("Revisor, Region Hovedstaden", "hovedstaden", None, ((roles.AUDITOR, None),), False),
    "administrator": ("Administrator, Region Hovedstaden", "hovedstaden", None, ((roles.ADMINISTRATOR, None),), False),
    "f2": ("Sygeplejerske, F2", "sjaelland", "f2", ((roles.REQUESTER, "2500"), (roles.GOODS_RECEIVER, None)), True),
    "indkoeber_sj": ("Indkøber, Region Sjælland", "sjaelland", None, ((roles.PURCHASER, None),), False),
    "plejehjem": ("Assistent, Solvang", "kommune", "plejehjem", ((roles.REQUESTER, "2500"), (roles.GOODS_RECEIVER, None)), True),
    "rfi": ("Koordinator, RFI-sekretariatet", "rfi", None, ((roles.SECRETARIAT, None),), False),
    "leverandoer": ("Ordrekontor, Nordhånd Medico", "nordhaand", None, ((roles.SUPPLIER_USER, None),), False),
    "leverandoer2": ("Salgskontor, Renhald Drift", "renhald", None, ((roles.SUPPLIER_USER, None),), False),
    "smaabo": ("Mester, Småbo Service", "smaabo", None, ((roles.SUPPLIER_USER, None),), False),
}  # fmt: skip

# What is printed at the start: whose day can be played, and who plays it.
SIGN_INS = (
    ("Sygeplejerske (bestil, modtag)", "sygeplejerske"),
    ("Afsnitsleder (godkend)", "afsnitsleder"),
    ("Lagerforvalter (lager)", "lager"),
    ("Indkøber (aftaler, kataloger)", "indkoeber"),
    ("Indkøbschef (indkøb i tal)", "indkoebschef"),
    ("Leverandør (ordrer, faktura)", "leverandoer"),
    ("Lille leverandør uden system", "smaabo"),
    ("Bogholder (fakturaer)", "bogholder"),
    ("Betalingsgodkender", "betaling"),
    ("Controller (perioder)", "controller"),
    ("Revisor (læser)", "revisor"),
    ("Administrator", "administrator"),
    ("Indkøber, Region Sjælland", "indkoeber_sj"),
)


@dataclass
class Cast:
    """The ids of everyone, by the keys above."""

    bodies: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)


def gln(number: int) -> str:
    """An invented GLN with a right check digit, in the Danish public series."""
    body = f"5798{number:08d}"
    return body + ean.calc_check_digit(body)


def email(key: str) -> str:
    return f"{key.replace('_', '-')}@samkoeb.example"


def assemble(*, by: Actor, at: datetime) -> Cast:
    """Found the bodies, build the units, hire the people, and write down the merger that is to come (lov: 1 January 2027)."""
    cast = Cast()
    for number, (key, (kind, name, cvr)) in enumerate(BODIES.items(), 1):
        body = organisations.create_organisation(
            kind=kind, name=name, cvr=cvr, gln=gln(99_000_000 + number), endpoint=f"0088:{gln(99_000_000 + number)}", country="DK",
            street="Regionsvej 1", city="Demoby", postal_code="9999", email=email(key), valid_from=FOUNDED, by=by, at=at,
        )  # fmt: skip
        cast.bodies[key] = body.pk
    for number, (key, (name, channel)) in enumerate(SUPPLIERS.items(), 1):
        supplier = organisations.create_organisation(
            kind="supplier", name=name, cvr=company_number(number), gln=gln(98_000_000 + number), endpoint=f"0088:{gln(98_000_000 + number)}", country="DK",
            street="Industrivej 8", city="Demoby", postal_code="9999", email=email(key), channel=channel, valid_from=FOUNDED, by=by, at=at,
        )  # fmt: skip
        cast.bodies[key] = supplier.pk
    _build(cast, by, at)
    _hire(cast, by, at)
    return cast


def merge_regions(cast: Cast, *, by: Actor, at: datetime) -> int:
    """Region Hovedstaden and Region Sjælland become Region Østdanmark (T30)."""
    new = organisations.create_organisation(
        kind="region", name="Region Østdanmark", gln=gln(99_000_020), endpoint=f"0088:{gln(99_000_020)}", country="DK",
        street="Regionsvej 1", city="Demoby", postal_code="9999", email=email("oestdanmark"), valid_from=MERGED_ON, by=by, at=at,
    )  # fmt: skip
    organisations.succeed(
        [cast.bodies["hovedstaden"], cast.bodies["sjaelland"]],
        successor_id=new.pk,
        on=MERGED_ON,
        source="Sundhedsreformen 2024",
        by=by,
        at=at,
    )
    return int(new.pk)


def _build(cast: Cast, by: Actor, at: datetime) -> None:
    for number, (key, (body, parent, kind, name, short, point)) in enumerate(UNITS.items(), 1):
        unit = organisations.create_unit(
            organisation_id=cast.bodies[body], name=name, parent_id=cast.units[parent] if parent else None, kind=kind, short_name=short,
            delivery_gln=gln(97_000_000 + number), invoice_gln=gln(96_000_000 + list(BODIES).index(body)), street="Sygehusvej 10", city="Demoby",
            postal_code="9999", delivery_point=point, delivery_rules={"weekdays": [0, 1, 2, 3, 4], "before": "10:00"}, account="4620",
            cost_place=f"{1000 + number}", valid_from=FOUNDED, by=by, at=at,
        )  # fmt: skip
        cast.units[key] = unit.pk


def _hire(cast: Cast, by: Actor, at: datetime) -> None:
    for key, (name, body, unit, held, has_pin) in PEOPLE.items():
        unit_id = cast.units[unit] if unit else None
        person = organisations.create_person(
            name=name, email=email(key), password=PASSWORD, home_unit_id=unit_id, organisation_id=cast.bodies[body], by=by, at=at
        )
        cast.people[key] = person.pk
        for role, limit in held:
            organisations.grant_role(
                person_id=person.pk, role=role, organisation_id=cast.bodies[body], unit_id=unit_id, limit=Decimal(limit) if limit else None,
                valid_from=date(2026, 1, 1), by=by, at=at,
            )  # fmt: skip
        if has_pin:
            organisations.set_pin(person.pk, pin=PIN, by=by, at=at)


def company_number(number: int) -> str:
    """An invented company number that satisfies modulus 11."""
    weights = (2, 7, 6, 5, 4, 3, 2)
    for serial in range(9_900_000 + number * 100, 9_900_000 + number * 100 + 100):
        check = -sum(w * int(d) for w, d in zip(weights, f"{serial:07d}", strict=True)) % 11
        if check < 10:
            return f"{serial:07d}{check}"
    raise AssertionError("one in ten serial numbers has a check digit")
