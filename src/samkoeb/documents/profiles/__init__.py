"""Which document, in which format, for which process, from when until when: dated data, and how to find the row for a document.

    find("urn:fdc:peppol.eu:poacc:trns:order:3", "urn:fdc:peppol.eu:poacc:bis:ordering:3", on=date(2026, 11, 22), document="order")
"""

from samkoeb.documents.profiles.formats import FORMATS, Format, find, of_document, writing

__all__ = ["FORMATS", "Format", "find", "of_document", "writing"]
