"""Tell people by e-mail what waits for them: one letter each, when they wish it, with kinds and counts and where to look."""

from datetime import datetime

from django.conf import settings

from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.queries.notifications import Digest
from samkoeb.sentences import TABLE, sentence

PROFILE_PATH = "/settings/"


def tell_people(at: datetime) -> int:
    """How many were written to. Letter and "told" are kept together, so that nobody is told twice, or not at all."""
    return transactions.each(organisations.digests_due(at), lambda digest: _tell(digest, at))


def _tell(digest: Digest, at: datetime) -> bool:
    """Not where another worker told them a moment ago."""
    told = bool(organisations_do.note_told(digest.ids, at=at))
    if told:
        _write(digest, at)
    return told


def _write(digest: Digest, at: datetime) -> None:
    language = digest.language
    count = sum(number for _kind, number, _path in digest.kinds)
    lines = "\n".join(_line(kind, number, path, language) for kind, number, path in digest.kinds)
    exchange.write_letter(
        key=f"digest:{digest.person_id}:{digest.ids[-1]}",
        to=digest.email,
        subject=sentence("digest.subject", {"count": count}, language),
        body=sentence("digest.body", {"lines": lines, "profile": settings.PUBLIC_ADDRESS + PROFILE_PATH}, language),
        at=at,
    )


def _line(kind: str, count: int, path: str, language: str) -> str:
    code = f"waits.{kind}" if f"waits.{kind}" in TABLE else "waits.other"
    what = sentence(code, {"count": count, "kind": kind}, language)
    return sentence("digest.line", {"what": what, "link": settings.PUBLIC_ADDRESS + (path or "/")}, language)
