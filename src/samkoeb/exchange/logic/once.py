"""A sender uses a number once: the same type and number with other content within a year is asked about, not handled again (6.5 step 4).

Some suppliers begin their numbers anew each year, so the year of issue belongs to the fact. Catalogues are the exception: the same
catalogue is sent again whenever a price changes.
"""

from datetime import date

SENT_AGAIN = frozenset({"catalogue", "catalogue_file"})


def once_key(document_type: str, number: str, sender_id: int | None, issued_on: date | None) -> str | None:
    """The key of a fact that counts once; None where nothing can be said."""
    if document_type in SENT_AGAIN or not number or sender_id is None:
        return None
    return f"{sender_id}:{document_type}:{issued_on.year if issued_on else ''}:{number}"[:300]
