"""What the story's suppliers sell. Goods, prices and numbers are invented; UNSPSC codes are real."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zlib import crc32

from stdnum import ean


@dataclass(frozen=True, slots=True)
class Good:
    """One article of a supplier's assortment: one `unit` holds `content` × `content_unit` and costs `price` ex VAT."""

    number: str
    name_da: str
    name_en: str
    unspsc: str
    unit: str
    content: int
    content_unit: str
    price: Decimal
    attributes: dict[str, str]
    label: str = ""
    manufacturer: str = ""
    breaks: tuple[tuple[int, Decimal], ...] = ()
    is_service: bool = False

    @property
    def gtin(self) -> str:
        """An invented GTIN with a right check digit, the same each time. Services have none."""
        if self.is_service:
            return ""
        body = f"579999{crc32(self.number.encode()) % 1_000_000:06d}"
        return body + ean.calc_check_digit(body)


# number, Danish, English, UNSPSC, unit, content, unit of content, price, label, maker, {attribute: choices}, {attribute: fixed}
_CARE: tuple[tuple[Any, ...], ...] = (
    ("UH-NI", "Undersøgelseshandske, nitril, pudderfri, {Størrelse}", "Examination glove, nitrile, powder-free, {Størrelse}", "42132203",
     "XBX", 100, "C62", "34.50", "CE, PPE kat. III", "Nordhånd", {"Størrelse": "XS S M L XL"}, {"Materiale": "nitril", "Farve": "blå"}),
    ("UH-VI", "Undersøgelseshandske, vinyl, pudderfri, {Størrelse}", "Examination glove, vinyl, powder-free, {Størrelse}", "42132203",
     "XBX", 100, "C62", "24.75", "CE", "Nordhånd", {"Størrelse": "S M L XL"}, {"Materiale": "vinyl", "Farve": "klar"}),
    ("OH-LA", "Operationshandske, latexfri, steril, str. {Størrelse}", "Surgical glove, latex-free, sterile, size {Størrelse}", "42132205",
     "XBX", 50, "PR", "312.00", "CE, PPE kat. III", "Nordhånd", {"Størrelse": "6 6½ 7 7½ 8 8½"}, {"Materiale": "polyisopren"}),
    ("SP", "Sprøjte, engangs, steril, {Volumen}", "Syringe, single-use, sterile, {Volumen}", "42142609",
     "XBX", 100, "C62", "68.00", "CE", "Stikbæk", {"Volumen": "1_ml 2_ml 5_ml 10_ml 20_ml 50_ml"}, {"Spids": "luer lock"}),
    ("KA", "Injektionskanyle, {Mål}", "Hypodermic needle, {Mål}", "42142523",
     "XBX", 100, "C62", "22.40", "CE", "Stikbæk", {"Mål": "0,5×16_mm 0,6×25_mm 0,8×40_mm 0,9×40_mm 1,2×40_mm"}, {}),
    ("VF", "Perifert venekateter, sikkerhed, {Mål}", "Peripheral IV catheter, safety, {Mål}", "42221504",
     "XBX", 50, "C62", "395.00", "CE", "Stikbæk", {"Mål": "24G 22G 20G 18G 17G"}, {"Sikkerhed": "ja"}),
    ("KO", "Gazekompres, ikke-steril, {Mål}", "Gauze swab, non-sterile, {Mål}", "42311511",
     "XPK", 100, "C62", "12.30", "Svanemærket", "Hvidbind", {"Mål": "5×5_cm 7,5×7,5_cm 10×10_cm"}, {"Lag": "12"}),
    ("SF", "Skumforbinding med klæb, {Mål}", "Foam dressing, adhesive, {Mål}", "42311510",
     "XBX", 10, "C62", "164.00", "CE", "Hvidbind", {"Mål": "7,5×7,5_cm 10×10_cm 12,5×12,5_cm 20×20_cm"}, {"Klæb": "silikone"}),
    ("HP", "Hudplaster, strækbart, {Mål}", "Adhesive plaster, stretch, {Mål}", "42311505",
     "XBX", 100, "C62", "21.00", "", "Hvidbind", {"Mål": "19×72_mm 25×72_mm"}, {"Farve": "hudfarvet"}),
    ("MB", "Mundbind type IIR, elastik", "Surgical mask type IIR, ear loop", "42131713",
     "XBX", 50, "C62", "29.00", "CE", "Hvidbind", {}, {"Type": "IIR"}),
    ("FP", "Åndedrætsværn FFP3 med ventil", "Respirator FFP3 with valve", "46182001",
     "XBX", 20, "C62", "118.00", "CE, PPE kat. III", "Hvidbind", {}, {"Type": "FFP3"}),
    ("OK", "Overtrækskittel, engangs, {Størrelse}", "Isolation gown, single-use, {Størrelse}", "42131601",
     "XPK", 10, "C62", "84.00", "CE", "Hvidbind", {"Størrelse": "M L XL"}, {"Farve": "gul"}),
    ("HS", "Hånddesinfektion, ethanol 85 %, {Volumen}", "Hand disinfectant, ethanol 85 %, {Volumen}", "53131626",
     "XCT", 12, "C62", "228.00", "Svanemærket", "Renhald", {"Volumen": "100_ml 500_ml"}, {"Form": "gel"}),
    ("UK", "Urinkateter, hydrofilt, {Mål}", "Urinary catheter, hydrophilic, {Mål}", "42142702",
     "XBX", 30, "C62", "486.00", "CE", "Stikbæk", {"Mål": "CH10 CH12 CH14 CH16"}, {"Længde": "40 cm"}),
    ("BI", "Inkontinensbind, {Størrelse}", "Incontinence pad, {Størrelse}", "53102306",
     "XPK", 28, "C62", "74.00", "Svanemærket", "Hvidbind", {"Størrelse": "mini normal plus super"}, {}),
    ("TT", "Termometerhætter til øretermometer", "Probe covers for ear thermometer", "42182205",
     "XBX", 200, "C62", "96.00", "CE", "Stikbæk", {}, {}),
    ("SB", "Kanyleboks, gul, {Volumen}", "Sharps container, yellow, {Volumen}", "42142531",
     "XCT", 20, "C62", "310.00", "", "Stikbæk", {"Volumen": "0,5_l 2_l 5_l"}, {"Farve": "gul"}),
)  # fmt: skip

_HOUSE: tuple[tuple[Any, ...], ...] = (
    ("TP", "Toiletpapir, 2-lags, {Længde}", "Toilet paper, 2-ply, {Længde}", "14111704",
     "XPK", 64, "XRO", "139.00", "Svanemærket", "Renhald", {"Længde": "35_m 50_m"}, {"Lag": "2"}),
    ("HK", "Håndklædeark, Z-fold, {Lag}", "Hand towels, Z-fold, {Lag}", "14111703",
     "XCT", 20, "XPK", "186.00", "EU-Blomsten", "Renhald", {"Lag": "1-lags 2-lags"}, {}),
    ("AR", "Aftørringspapir, {Bredde}", "Wiping paper, {Bredde}", "14111705",
     "XCT", 6, "XRO", "172.00", "Svanemærket", "Renhald", {"Bredde": "20_cm 26_cm"}, {}),
    ("UR", "Universalrengøring, uparfumeret, 1 l", "All-purpose cleaner, unscented, 1 l", "47131805",
     "XCT", 12, "XBO", "198.00", "Svanemærket", "Renhald", {}, {"Volumen": "1 l"}),
    ("SA", "Sanitetsrengøring, 1 l", "Sanitary cleaner, 1 l", "47131829",
     "XCT", 12, "XBO", "216.00", "Svanemærket", "Renhald", {}, {"Volumen": "1 l"}),
    ("KL", "Mikrofiberklud, {Farve}", "Microfibre cloth, {Farve}", "47131502",
     "XPK", 10, "C62", "88.00", "Svanemærket", "Renhald", {"Farve": "blå rød grøn gul"}, {}),
    ("AP", "Affaldspose, {Volumen}", "Waste bag, {Volumen}", "47121701",
     "XCT", 250, "C62", "145.00", "Blå Engel", "Renhald", {"Volumen": "30_l 60_l 125_l"}, {"Materiale": "genanvendt plast"}),
    ("KP", "Kopipapir A4, 80 g, {Hvidhed}", "Copy paper A4, 80 g, {Hvidhed}", "14111507",
     "XCT", 2500, "C62", "142.50", "Svanemærket", "Kontorhal", {"Hvidhed": "hvid ubleget"}, {"Format": "A4"}),
    ("KU", "Kuglepen, {Farve}", "Ballpoint pen, {Farve}", "44121704",
     "XBX", 50, "C62", "62.00", "", "Kontorhal", {"Farve": "blå sort rød"}, {}),
    ("RB", "Ringbind A4, 50 mm, {Farve}", "Ring binder A4, 50 mm, {Farve}", "44122003",
     "XBX", 10, "C62", "118.00", "", "Kontorhal", {"Farve": "sort blå"}, {}),
    ("KF", "Kaffe, formalet, økologisk, 500 g", "Coffee, ground, organic, 500 g", "50201706",
     "XCT", 16, "XPK", "612.00", "Ø-mærket, Fairtrade", "Madhal", {}, {"Økologi": "ja"}),
)  # fmt: skip

_SERVICE = (
    ("RG-MD", "Rengøring af afsnit, månedlig", "Cleaning of ward, monthly", "76111501", "MON", 1, "MON", "18400.00"),
    ("VU-TR", "Vinduespudsning, pr. gang", "Window cleaning, per visit", "76111504", "E48", 1, "E48", "2450.00"),
    (
        "RP-TI",
        "Reparation af medicoudstyr, pr. time",
        "Repair of medical equipment, per hour",
        "85161500",
        "HUR",
        1,
        "HUR",
        "795.00",
    ),
)


def _assortment(rows: tuple[tuple[Any, ...], ...]) -> Iterator[Good]:
    for stem, da, en, unspsc, unit, content, content_unit, price, label, maker, choices, fixed in rows:
        name, values = next(iter(choices.items()), ("", ""))
        for step, value in enumerate(values.split() or [""]):
            attributes = {**fixed, **({name: value.replace("_", " ")} if name else {})}
            said = {name: attributes.get(name, "")}
            # Sizes and colours cost the same; measures and volumes do not.
            amount = Decimal(price) + (Decimal(0) if name in ("Størrelse", "Farve") else Decimal("1.25") * step)
            yield Good(
                number=f"{stem}-{step + 1:02d}",
                name_da=da.format_map(said),
                name_en=en.format_map(said),
                unspsc=unspsc,
                unit=unit,
                content=content,
                content_unit=content_unit,
                price=amount,
                attributes=attributes,
                label=label,
                manufacturer=maker,
                breaks=((20, (amount * Decimal("0.95")).quantize(Decimal("0.01"))),) if content >= 50 else (),
            )


CARE = tuple(_assortment(_CARE))
HOUSE = tuple(_assortment(_HOUSE))
SERVICES = tuple(
    Good(number, da, en, unspsc, unit, content, content_unit, Decimal(price), {}, is_service=True)
    for number, da, en, unspsc, unit, content, content_unit, price in _SERVICE
)


def changed(good: Good, **fields: Any) -> Good:
    """The same article with something else about it; quantity breaks follow a new price."""
    new = replace(good, **fields)
    return replace(new, breaks=tuple((m, (new.price * Decimal("0.95")).quantize(Decimal("0.01"))) for m, _ in good.breaks))
