"""A small Danish catalogue for the search tests, written for them: "number | name | more | UNSPSC | who" a line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search.document import SearchRow
from samkoeb.catalogue.search.index import Mark, Opened, Shelf

TODAY = date(2026, 11, 22)
MARK = Mark("100:100:", "test", TODAY)

# who: R region, T town, S state body; a capital is bound (mandatory), a small letter may buy. price in kroner per base unit.
LINES = """
G1 | Undersøgelseshandske, nitril, pudderfri, blå, M | Farve=blå;Størrelse=M | 42132203 | Rts | 0.42
G2 | Undersøgelseshandske, nitril, pudderfri, blå, L | Farve=blå;Størrelse=L | 42132203 | Rts | 0.42
G3 | Engangshandsker vinyl klar str. M | Farve=klar;Størrelse=M | 42132203 | rts | 0.19
G4 | Latexhandsker, let pudret, S | Størrelse=S | 42132203 | t | 0.25
G5 | Operationshandske steril, størrelse 7,5 | Størrelse=7,5 | 42132205 | Rt | 4.10
G6 | Handskeholder til væg, rustfri, 3 æsker | | 42132299 | Rts | 189
G7 | Rengøringshandsker, gummi, lange | Størrelse=L | 46181504 | rts | 11.50
G8 | Arbejdshandske, læder, foret | | 46181504 | Ts | 38
S1 | Kanyle 0,8 x 40 mm grøn 21G | Længde=40 mm | 42142523 | Rts | 0.31
S2 | Engangssprøjte 10 ml Luer lock | Volumen=10 ml | 42142609 | Rts | 0.55
S3 | Engangssprøjte 2,5 ml Luer slip | Volumen=2,5 ml | 42142609 | Rts | 0.38
S4 | Insulinsprøjte 1 ml med kanyle | Volumen=1 ml | 42142609 | r | 0.92
S5 | Kanylebeholder 4 liter, gul | Volumen=4 l | 42142531 | Rts | 19.75
S6 | Infusionssæt med dråbekammer 180 cm | | 42221600 | R | 7.20
S7 | Perifert venekateter 20G lyserød | | 42221504 | R | 6.45
S8 | Blodprøverør EDTA 4 ml, lilla prop | | 41104107 | R | 0.88
S9 | Spritserviet til injektion | | 42281604 | Rts | 0.11
W1 | Hæfteplaster 2,5 cm x 5 m, hvid | | 42311505 | Rts | 8.90
W2 | Skumbandage selvklæbende 10 x 10 cm | Størrelse=10x10 cm | 42311511 | Rt | 24.60
W3 | Gazekompres usteril 10x10 cm 12-lags | Størrelse=10x10 cm | 42311512 | Rts | 0.14
W4 | Støttebind elastisk 8 cm | | 42311506 | Rts | 4.75
W5 | Sårrensevæske med natriumklorid 0,9 %, 500 ml | | 42312300 | Rt | 21
W6 | Forbindingssaks 18 cm | | 42295100 | rt | 36
W7 | Børneplastre med dyr, assorteret | | 42311505 | ts | 0.65
H1 | Sengelagen engangs 80 x 200 cm | | 42132108 | Rt | 3.30
H2 | Urinkateter CH 14 steril | | 42142700 | R | 14.80
H3 | Voksenble maxi, L | Størrelse=L | 53102306 | Rt | 4.40
H4 | Infrarødt febertermometer | | 42182200 | rt | 312
H5 | Blodtryksmåler automatisk, overarm | | 42181600 | Rt | 689
H6 | Kørestol, sammenklappelig | | 42192210 | T | 3950
H7 | Mundbind type IIR, med elastik | | 42131713 | Rts | 0.36
C1 | Håndsprit 85 % med pumpe 600 ml | | 53131627 | Rts | 27.50
C2 | Universalrengøring uden parfume 1 liter | | 47131805 | rTS | 16.20
C3 | Toiletrengøringsmiddel 750 ml | | 47131829 | rTS | 14.10
C4 | Affaldssæk sort 125 liter | Farve=sort | 47121701 | rTS | 1.15
C5 | Viskeklud mikrofiber blå | Farve=blå | 47131502 | rTS | 6.25
C6 | Gulvmoppe 40 cm med lommer | | 47131618 | rTS | 42
C7 | Toiletpapir 2-lags, 250 ark | | 14111704 | RTS | 1.95
C8 | Køkkenrulle 2-lags | | 14111705 | RTS | 5.10
C9 | Håndklædeark Z-fold hvid | | 14111703 | RTS | 0.06
C10 | Opvaskemiddel til maskine, 10 kg | | 47131810 | TS | 210
C11 | Støvsugerposer til Nilfisk GD 930 | | 47121812 | ts | 17.40
C12 | Skumsæbe refill 1 liter | | 53131608 | rTS | 44
O1 | Kopipapir A4 80 g hvid | Format=A4 | 14111507 | RTS | 0.05
O2 | Kuglepen blå, medium | Farve=blå | 44121704 | rTS | 2.35
O3 | Ringbind A4 70 mm sort | Farve=sort;Format=A4 | 44122003 | rTS | 14.50
O4 | Plastlomme A4 0,08 mm | Format=A4 | 44122011 | rTS | 0.22
O5 | Overstregningspen gul | Farve=gul | 44121716 | rTS | 5.60
O6 | Selvklæbende notesblok 76 x 76 mm | | 14111530 | rTS | 4.20
O7 | Hæftemaskine til 25 ark | | 44121615 | rTS | 49
O8 | Papirkurv 15 liter, grå | Farve=grå | 47121702 | rts | 39
O9 | Boblekuvert C5 hvid | Format=C5 | 44121505 | rTS | 1.35
O10 | Tonerpatron sort til HP LaserJet 26A | Farve=sort | 44103103 | TS | 455
I1 | Bærbar computer 14" 16 GB | | 43211503 | RTS | 6120
I2 | Skærm 27" med højdejustering | | 43211902 | RTS | 1380
I3 | Tastatur dansk, trådløst | | 43211706 | RTS | 245
I4 | Computermus trådløs | | 43211708 | RTS | 120
I5 | USB-stik 64 GB | | 43202010 | rTS | 48
I6 | Hovedtelefoner med mikrofon (headset) | | 43191609 | RTS | 399
I7 | Batteri AAA alkaline | Type=AAA | 26111702 | rTS | 1.75
I8 | Batteri AA alkaline | Type=AA | 26111702 | rTS | 1.75
F1 | Kaffe formalet, økologisk, 500 g | | 50201706 | rTS | 62
F2 | Kaffefilter nr. 4, ubleget | | 52151500 | rts | 0.17
F3 | Letmælk 1 liter økologisk | | 50131701 | TS | 8.60
F4 | Rugbrød skåret, fuldkorn | | 50181901 | T | 18
F5 | Æblejuice 1 liter | | 50202304 | TS | 11
F6 | Havregryn grove 1 kg | | 50221200 | T | 9.75
F7 | Fløde 38 % 1 liter | | 50131704 | T | 34
F8 | Engangsbestik: gaffel i træ | Materiale=træ | 52151704 | rTS | 0.33
F9 | Kartofler, skrællede, 5 kg | | 50402700 | T | 12
"""

_ENGLISH = {
    "G1": "Examination glove, nitrile, powder free, blue, M",
    "S2": "Disposable syringe 10 ml Luer lock",
    "O1": "Copy paper A4 80 g white",
}
_DESCRIPTIONS = {
    "G3": "Til fødevarekontakt. Ikke steril.",
    "C2": "Svanemærket universalmiddel til daglig rengøring af gulve og inventar.",
}
_LABELS = {"C2": ("Svanemærket",), "C7": ("Svanemærket", "FSC"), "O1": ("FSC",), "F1": ("Ø-mærket",), "F3": ("Ø-mærket",)}
SUPPLIERS = {"G": 11, "S": 11, "W": 12, "H": 12, "C": 13, "O": 14, "I": 15, "F": 16}


# One agreement for each kind of audience.
_AGREEMENTS = sorted({line.split("|")[4].strip() for line in LINES.splitlines() if line})


def viewer_of(letter: str) -> Viewer:
    """Who buys for the region (R), the town (T) or the state body (S)."""
    mine = [number for number, who in enumerate(_AGREEMENTS) if letter in who.upper()]
    return Viewer(frozenset(mine), frozenset(number for number in mine if letter in _AGREEMENTS[number]))


REGION, TOWN, STATE = viewer_of("R"), viewer_of("T"), viewer_of("S")
EVERYBODY = Viewer(frozenset(range(len(_AGREEMENTS))))


def gtin_of(number: str) -> str:
    """A made-up GTIN-13 for the tests, from the place in the list."""
    return f"57012340{list(rows_by_number()).index(number):05d}"


def rows_by_number() -> dict[str, SearchRow]:
    found: dict[str, SearchRow] = {}
    for place, line in enumerate(line for line in LINES.splitlines() if line):
        number, name, attributes, unspsc, who, price = (part.strip() for part in line.split("|"))
        found[number] = SearchRow(
            item_id=place + 1,
            agreement_id=_AGREEMENTS.index(who),
            supplier_id=SUPPLIERS[number[0]],
            supplier_name=f"Leverandør {number[0]}",
            supplier_item_number=f"{number[0]}-{7000 + place}/{number[1:]}",
            gtins=(f"57012340{place:05d}",),
            name_da=name,
            name_en=_ENGLISH.get(number, ""),
            description=_DESCRIPTIONS.get(number, ""),
            attributes=tuple(part for part in attributes.split(";") if part),
            labels=_LABELS.get(number, ()),
            unspsc=unspsc,
            price_per_base_unit=Decimal(price),
            pack_text="1 æske",
        )
    return found


def build(folder: Path, rows: list[SearchRow] | None = None) -> Opened:
    """An index of these rows (all of the catalogue, if none are named) in a folder of the test."""
    rows = list(rows_by_number().values()) if rows is None else rows
    shelf = Shelf(folder)
    with shelf.lock(wait=True):
        shelf.rebuild(rows, MARK, names=[row.name_da for row in rows])
    opened = shelf.opened()
    assert opened is not None
    return opened
