"""Units of trade as suppliers write them: "bx", "Æske", "BTE", "stk.", "XBX", and the UN/ECE code that each of them means.

Codes are UN/ECE Recommendation 20, with the packaging codes of Recommendation 21 behind an X (XBX = box), as in Peppol's list
UNECERec20. What the units are called on screens is the kernel's business (`kernel.quantity`).
"""

from functools import lru_cache
from typing import Final

PIECE: Final = "C62"
EACH: Final = "EA"
COLLI: Final = "XPC"
PACK: Final = "XPK"

#: code → the words that mean it in Danish, English, German and French files, and in the short forms of ERP systems.
WORDS: Final = {
    "C62": "stk styk stykker pc pcs pce piece pieces pièce pièces stück stueck st enhed unite unité unites unités unit units u"
           " tablet tablets tabl tab t",
    "EA": "each ea hver",
    "NAR": "artikel artikler article",
    "P1": "test tests prøve prøver",
    "PR": "par pair pairs paar paire paires",
    "SET": "sæt set sets satz jeu kit kits kt",
    "DZN": "dusin dozen dz dutzend douzaine",
    "XBX": "æske æsker aeske aesker æsk æs box boxes bx bte boite boîte boites boîtes b schachtel boks bokse",
    "XCS": "kasse kasser ks kas case cases cs caisse caisses kiste coffret",
    "XCT": "karton kartoner krt kart carton cartons ct ctn crt c",
    "XPC": "kolli colli kol parcel parcels colis",
    "XPK": "pakke pakker pk pak pkt pack packs package packages paq paquet paquets packung pkg paket",
    "XBG": "pose poser ps bag bags bg beutel poche poches po sac sachet sachets s p",
    "XBO": "flaske flasker fl bottle bottles btl bt flacon flacons f flasche flaschen",
    "XVI": "hætteglas hgl vial vials vl",
    "XAM": "ampul ampuller amp ampoule ampoules ampulle ampullen",
    "XCA": "dåse dåser daase ds can cans cn",
    "XJR": "krukke krukker jar jars jr pot pots topf",
    "XTU": "tube tuber tubes tb",
    "XRO": "rulle ruller rl rll ru roll rolls ro rouleau rouleaux rolle rollen",
    "XJC": "dunk dunke dk jerrican bidon kanister",
    "XBJ": "spand spande bucket buckets seau eimer",
    "XPU": "bakke bakker tray trays plateau",
    "XBE": "bundt bundter bdt bundle bundles bündel",
    "XPX": "palle paller pll pal pallet pallets palette",
    "RM": "ris ream reams rame ries",
    "LTR": "liter litre litres l ltr lt",
    "DLT": "dl", "CLT": "cl", "MLT": "ml",
    "KGM": "kg kgs kilo kilogram",
    "GRM": "g gr gram gramm",
    "MGM": "mg",
    "MTR": "m mtr meter metre metres lbm",
    "CMT": "cm", "MMT": "mm",
    "MTK": "m2 m² kvm sqm",
    "HUR": "time timer hour hours hr hrs stunde heure tim",
    "DAY": "dag dage day days tag jour",
    "WEE": "uge uger week weeks woche semaine",
    "MON": "måned måneder md mdr month months monat mois",
    "E48": "ydelse ydelser service services",
    "XCU": "kop kopper cup cups",
    "ANN": "år year years jahr",
    "LBR": "pund pound pounds lb lbs",
}

#: Codes of older lists (Recommendation 20 before 2010, OIOUBL) and house codes of ERP systems, and what they are called today.
OLDER_CODES: Final = {
    "BX": "XBX", "CS": "XCS", "CT": "XCT", "PK": "XPK", "BG": "XBG", "BO": "XBO", "RO": "XRO", "RL": "XRO", "TU": "XTU",
    "CA": "XCA", "PX": "XPX", "PF": "XPX", "PCE": "C62", "STK": "C62", "KG": "KGM", "LT": "LTR", "DZ": "DZN",
}

_BY_WORD: Final = {word: code for code, words in reversed(WORDS.items()) for word in words.split()}
_PACKAGES_WITHOUT_X: Final = frozenset({"SET", "DZN", "RM"})


@lru_cache(maxsize=4096)
def code_for(text: str) -> str:
    """The UN/ECE code that a unit text means ("bx", "Æske", "stk.", "XBX"), or "" when it is none that we know."""
    word = text.strip().casefold().rstrip(".")
    code = word.upper()
    return _BY_WORD.get(word) or (code if code in WORDS else OLDER_CODES.get(code, ""))


def is_package(code: str) -> bool:
    """True for a unit that holds others: a box, a case, a bottle, a set."""
    return (code.startswith("X") and len(code) == 3) or code in _PACKAGES_WITHOUT_X
