"""Prefixes of the tables and namespaces of the trees: "cbc:ID" and {urn:…}ID; UBL 2.1 and ISO 20022 pain.001."""

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001."
_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:"
_PREFIXES = {"cbc": CBC, "cac": CAC, "pain03": PAIN + "03", "pain09": PAIN + "09"}


def expand(name: str) -> str:
    """ "cbc:ID" → "{urn:…CommonBasicComponents-2}ID"."""
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def local_name(tag: object) -> str:
    """The name without its namespace; "" for what is not an element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def root_namespace(document: str) -> str:
    """The namespace of a document's root: "Invoice" → "urn:…:xsd:Invoice-2"."""
    return f"{_ROOT}{document}-2"


def root_tag(document: str) -> str:
    return f"{{{root_namespace(document)}}}{document}"
