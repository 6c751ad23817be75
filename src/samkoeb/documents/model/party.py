"""Who trades: identifiers with their scheme, addresses, contacts and parties (EN 16931 BG-4, BG-7, BG-10, BG-13)."""

from dataclasses import dataclass

GLN_SCHEMES = ("0088", "GLN")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value and the scheme that gives it meaning: ICD/EAS ("0088" GLN, "0184" CVR, "0160" GTIN), OIOUBL's "GLN", or ""."""

    value: str
    scheme: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}" if self.scheme else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; every part may be empty. `country` is ISO 3166-1 alpha-2."""

    street: str = ""
    additional_street: str = ""
    line: str = ""
    city: str = ""
    postal_code: str = ""
    region: str = ""
    country: str = ""
    id: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or desk. `id` is the personal reference that Danish public bodies ask for in OIOUBL."""

    name: str = ""
    phone: str = ""
    email: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TaxRegistration:
    """A tax number and its scheme: ("DK16356706", "VAT")."""

    id: str
    scheme: str = "VAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a trade. `endpoint` is where documents go; `legal_id` is the CVR (scheme 0184) of a Danish party."""

    endpoint: Identifier | None = None
    ids: tuple[Identifier, ...] = ()
    name: str = ""
    legal_name: str = ""
    legal_id: Identifier | None = None
    legal_form: str = ""
    taxes: tuple[TaxRegistration, ...] = ()
    address: Address | None = None
    legal_address: Address | None = None
    contact: Contact | None = None

    @property
    def display_name(self) -> str:
        """The trading name, or else the registered one."""
        return self.name or self.legal_name

    @property
    def vat_number(self) -> str:
        """The VAT number with its country prefix, or ""."""
        return next((tax.id for tax in self.taxes if tax.scheme == "VAT"), "")

    @property
    def gln(self) -> str:
        """The first GLN among endpoint and ids, or ""."""
        every = ((self.endpoint,) if self.endpoint else ()) + self.ids
        return next((one.value for one in every if one.scheme in GLN_SCHEMES), "")
