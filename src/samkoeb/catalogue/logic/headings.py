"""What suppliers call their columns, in Danish, English, French and German: field → headings, the surest first.

Compared as letters and digits only, so that "Vare-nr.", "VARENR" and "vare nr" are one. Headings of systems (mfr_item, UnitOfMeasure,
ProductCode) stand among those of people.
"""

import re
import unicodedata
from typing import Final

#: field → headings. Where two columns claim one field, the one whose heading stands first wins ("nettopris" before "listepris").
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "supplier_number": (
        "leverandørens varenummer", "leverandørens vare id", "leverandør varenr", "lev varenr", "levvarenr", "varenr", "varenummer", "vare nr", "vare id",
        "produktnr", "produktnummer", "artikelnr", "artikelnummer", "bestillingsnr", "bestillingsnummer", "bestnr", "katalognummer",
        "katalognr", "item no", "item number", "itemno", "item code", "item id", "item", "itemnr", "sku", "supplier item no",
        "supplier part number", "seller item id", "sellers item id", "vendor code", "product code", "product number", "product no",
        "product id", "part number", "part no", "partno", "stock number", "catalog number", "catalogue number", "cat no", "catno",
        "article number", "article no", "order code", "material", "materialnr", "référence", "ref", "code article", "code produit",
        "n article", "artikel nr", "bestell nr", "kode", "code", "nr", "nummer", "number", "id",
    ),
    "manufacturer_number": (
        "producentens varenummer", "producent varenr", "producentvarenr", "producentnr", "fabrikantens varenr", "mfr item",
        "mfr item no", "mfr no", "mfr part number", "mfr part no", "mpn", "manufacturer item", "manufacturer item number",
        "manufacturer part number", "manufacturer code", "manufacturer number", "référence fabricant", "herstellernummer",
        "hersteller artikelnr",
    ),
    "gtin": (
        "gtin", "gtin nr", "gtin nummer", "gtin13", "gtin14", "ean", "ean nr", "ean nummer", "ean kode", "ean13", "eannr", "stregkode",
        "barcode", "bar code", "upc", "upc code", "code barre", "code à barres", "strichcode", "gtin ean",
    ),
    "name": (
        "varenavn", "varetekst", "produktnavn", "navn", "betegnelse", "benævnelse", "varebetegnelse", "tekst", "item name", "name",
        "product name", "product", "produkt", "vare", "desc", "description", "item description", "product description", "short description",
        "beskrivelse", "varebeskrivelse", "produktbeskrivelse", "title", "titel", "désignation", "designation", "libellé", "nom", "nom fr",
        "name fr", "article", "artikel", "bezeichnung", "artikelbezeichnung", "produktbezeichnung", "warentext",
    ),
    "name_da": ("varetekst dansk", "navn dansk", "varenavn dansk", "name da", "navn da", "dansk tekst", "tekst dansk", "dansk navn",
                "beskrivelse da", "description da", "produktnavn dansk", "dansk"),
    "name_en": ("name en", "english name", "navn engelsk", "varetekst engelsk", "engelsk tekst", "tekst engelsk", "navn en",
                "beskrivelse en", "description en", "varenavn engelsk", "produktnavn engelsk", "engelsk", "english"),
    "description": ("lang tekst", "langtekst", "long description", "detailed description", "uddybende tekst", "uddybende beskrivelse",
                    "specifikation", "specification", "details", "langtext", "beskrivelse", "description", "produktbeskrivelse",
                    "description longue"),
    "manufacturer": ("producent", "producentnavn", "fabrikant", "manufacturer", "manufacturer name", "mfr", "mfr name", "fabricant",
                     "hersteller", "maker"),
    "brand": ("mærke", "varemærke", "brand", "brand name", "marque", "marke", "handelsnavn", "commercial name"),
    "unspsc": ("unspsc", "unspsc kode", "unspsc code", "unspsc nr", "unspsckode", "varegruppe unspsc", "unspsc v19", "klassifikation",
               "commodity code"),
    "unit": (
        "bestillingsenhed", "salgsenhed", "ordreenhed", "enhed", "enheder", "unit", "uom", "unit of measure", "unit of sale",
        "selling unit", "sales unit", "order unit", "orderable unit", "u m", "unité", "unite", "unité de vente", "conditionnement",
        "einheit", "mengeneinheit", "me", "verkaufseinheit", "pakning", "emballage", "packaging", "package", "pack", "forpakning",
    ),
    "pack_text": ("pakningsstørrelse", "pakkestørrelse", "pakningsindhold", "pack size", "packsize", "package size", "packungsgröße",
                  "kolliindhold", "pakning", "emballage", "packaging", "conditionnement", "forpakning", "pack", "package"),
    "pack_contents": (
        "antal pr kolli", "antal pr pakke", "antal pr æske", "antal pr enhed", "antal pr bestillingsenhed", "antal i pakke", "antal stk",
        "stk pr pakke", "stk pr kolli", "stk pr æske", "stk pr enhed", "kolli", "kollistørrelse", "kolli antal", "indhold", "antal",
        "units per pack", "pcs per pack", "pieces per pack", "qty per pack", "quantity per unit", "qty per uom", "content", "contents",
        "pack quantity", "pack qty", "quantité par boîte", "inhalt", "verpackungseinheit", "vpe", "conversion factor",
    ),
    "content_unit": ("indholdsenhed", "basisenhed", "grundenhed", "stk enhed", "base unit", "content unit", "basiseinheit", "unité de base"),
    "price": (
        "aftalepris", "kontraktpris", "tilbudspris", "nettopris", "netto pris", "net price", "contract price", "agreement price",
        "enhedspris", "unit price", "unit cost", "pris pr enhed", "pris ex moms", "pris ekskl moms", "pris excl moms", "pris uden moms",
        "salgspris", "pris", "price", "sales price", "selling price", "price each", "price excl vat", "price ex vat", "cost", "prix net",
        "prix unitaire", "prix", "prix ht", "nettopreis", "einzelpreis", "stückpreis", "stykpris", "preis", "listepris", "vejledende pris",
        "list price", "listenpreis", "bruttopris", "gross price", "pris inkl moms", "pris incl moms", "pris med moms",
    ),
    "price_quantity": ("prisenhed antal", "pris pr antal", "prisantal", "prisbasis", "prismængde", "price quantity", "price basis",
                       "price base quantity", "per", "price per quantity", "preiseinheit", "prisfaktor", "price unit quantity"),
    "currency": ("valuta", "valutakode", "currency", "currency code", "curr", "devise", "monnaie", "währung"),
    "vat": ("moms", "moms pct", "moms procent", "momssats", "momspct", "vat", "vat rate", "vat percent", "tax rate", "tva", "taux tva",
            "mwst", "ust", "tax"),
    "minimum_order": ("mindste ordre", "minimum ordre", "min ordre", "minimumsbestilling", "mindstekøb", "min antal", "minimum order",
                      "minimum order quantity", "moq", "min order qty", "mindestbestellmenge", "quantité minimale"),
    "increment": ("ordremultiplum", "bestillingstrin", "order multiple", "order increment", "increment"),
    "lead_time": ("leveringstid", "leveringstid dage", "leveringsdage", "lead time", "lead time days", "delivery time", "lieferzeit", "délai"),
    "valid_from": ("gyldig fra", "pris gyldig fra", "gælder fra", "startdato", "fra dato", "valid from", "effective date", "start date",
                   "price valid from", "gültig ab", "valable du"),
    "valid_to": ("gyldig til", "pris gyldig til", "gælder til", "slutdato", "udløbsdato", "til dato", "valid to", "valid until", "end date",
                 "expiry date", "expiration date", "price valid to", "gültig bis", "valable au"),
    "label": ("mærkning", "miljømærke", "mærkninger", "svanemærket", "label", "labels", "eco label", "ecolabel", "certificate", "certifikat"),
    "image": ("billede", "billedlink", "billede url", "image", "image url", "picture", "foto"),
    "action": ("handling", "action", "aktion", "ændring"),
}

#: Headings whose columns are kept as attributes for facets: attribute key → headings.
ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "size": ("størrelse", "str", "size", "taille", "größe"),
    "colour": ("farve", "colour", "color", "couleur", "farbe"),
    "length": ("længde", "length", "longueur", "länge"),
    "width": ("bredde", "width", "largeur", "breite"),
    "material": ("materiale", "material type", "matière"),
    "sterile": ("steril", "sterile", "stérile"),
    "latex_free": ("latexfri", "latex free", "sans latex"),
    "powder_free": ("pudderfri", "powder free"),
}


def key(heading: str) -> str:
    """The heading as letters and digits only, in lower case and without accents on Latin letters: "Vare-nummer" is "varenr"."""
    spoken = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading)
    plain = unicodedata.normalize("NFKD", spoken.casefold().replace("ø", "oe").replace("å", "aa").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]", "", plain).replace("nummer", "nr")


_FIELDS_BY_KEY: Final[dict[str, list[tuple[str, int]]]] = {}
for _field, _words in FIELDS.items():
    for _rank, _word in enumerate(_words):
        _FIELDS_BY_KEY.setdefault(key(_word), []).append((_field, _rank))
_ATTRIBUTE_BY_KEY: Final = {key(word): attribute for attribute, words in ATTRIBUTES.items() for word in words}

#: What stands behind a heading without changing it: a currency, a percent sign.
_ADDED: Final = re.compile(r"(?i)\b(?:kr|dkk|eur|usd|nok|sek|i kr|pct|procent)\b\.?|[%$€£:*]")
_PRICE_START: Final = re.compile(r"(?i)^\W*(?:netto|enheds|styk|aftale|liste|unit|net)?\s*(?:pris|price|prix|preis|kr)\b")


def fields_for(heading: str) -> list[tuple[str, int]]:
    """The fields that a heading may mean with their rank (0 is surest); a heading that begins as a price is one."""
    found = _FIELDS_BY_KEY.get(key(heading)) or _FIELDS_BY_KEY.get(key(_ADDED.sub(" ", heading)), [])
    if not found and _PRICE_START.match(heading):
        return [("price", 500)]
    return found


def attribute_for(heading: str) -> str:
    """The attribute that a heading names, or ""."""
    return _ATTRIBUTE_BY_KEY.get(key(heading), "")


def is_known(heading: str) -> bool:
    """True for a cell that reads as a heading."""
    return bool(key(heading)) and len(heading) <= 60 and bool(fields_for(heading) or attribute_for(heading))
