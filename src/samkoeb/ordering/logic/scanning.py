"""What a scanner reads: a shelf label, a GTIN, a GS1 string with a GTIN in it, or an item number (GS1 General Specifications §3, §7.8)."""

import re

_SYMBOLOGY = re.compile(r"^\][A-Za-z]\d")  # "]C1", "]d2": how some scanners say what kind of code it was
_GS1 = re.compile(r"^\(?01\)?(\d{14})(?=\D|$|\d{2})")


def gtin_in(code: str) -> str:
    """The GTIN as 14 digits, or "" where there is none: "5701234567899", "(01)05701234567899(17)281231", "]d20105701234567899"."""
    text = _SYMBOLOGY.sub("", code.strip())
    found = _GS1.match(text)
    if found:
        return found.group(1)
    return text.zfill(14) if text.isdigit() and len(text) in (8, 12, 13, 14) else ""


def gtin_spellings(gtin14: str) -> list[str]:
    """How catalogues may have written the same GTIN: with 14, 13, 12 or 8 digits."""
    return [gtin14[14 - n :] for n in (14, 13, 12, 8) if not gtin14[: 14 - n].strip("0")]
