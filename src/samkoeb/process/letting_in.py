"""Letters that let a person in: a link that opens once, to choose a new password. Whether one left is never said to who asked for it."""

from datetime import datetime
from typing import Any

from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import actions as organisations
from samkoeb.sentences import sentence


def send_link(person_id: int, *, link: str, hours: int, by: Actor, at: datetime) -> Any:
    """An administrator lets the person in: allowed and recorded, and the letter is in the outbox in the same transaction."""
    with transactions.owns():
        person = organisations.let_in(person_id, by=by, at=at)
        _write("sign_in.given", person, link, hours, at)
    return person


def send_forgotten(person: Any, *, link: str, hours: int, at: datetime) -> None:
    """The person, or somebody who knows the e-mail, asked for it on the sign-in page."""
    with transactions.owns():
        _write("sign_in.forgotten", person, link, hours, at)


def _write(code: str, person: Any, link: str, hours: int, at: datetime) -> None:
    exchange.write_letter(
        key=f"{code}:{person.pk}:{fingerprint.of_bytes(link.encode())[:24]}",
        to=person.email,
        subject=sentence(f"{code}.subject", {}, person.language),
        body=sentence(f"{code}.body", {"name": person.name, "link": link, "hours": hours}, person.language),
        at=at,
    )
