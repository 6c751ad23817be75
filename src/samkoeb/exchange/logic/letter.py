"""A letter as RFC 5322 writes it. The same facts give the same bytes, so that a second try can't be another letter."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samkoeb.exchange.logic import names
from samkoeb.kernel import fingerprint

LONGEST_LINE = 998  # RFC 5322, 2.1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`key` names the fact that is told; `payload` is enclosed where there is one."""

    key: str
    sender: str
    to: str
    subject: str
    body: str
    written_at: datetime
    payload: bytes = b""
    file_name: str = ""
    media_type: str = "application/pdf"


def message(letter: Letter, *, eight_bit: bool = True) -> EmailMessage:
    """Raises ValueError where an address can't be one. `eight_bit` False: for a server that takes ASCII only."""
    made = EmailMessage(policy=SMTP if eight_bit else SMTP.clone(cte_type="7bit"))
    made["From"] = letter.sender
    made["To"] = _in_ascii(letter.to)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.written_at)
    made["Message-ID"] = names.message_id(letter.key, letter.sender.rpartition("@")[2].strip("<> ") or "localhost")
    made["Auto-Submitted"] = "auto-generated"
    body = letter.body or _enclosed(letter)
    # As it is written where that is allowed: a link stays whole for who opens the file, or a mail program that is older than its sender.
    plain = eight_bit and all(len(line.encode()) <= LONGEST_LINE for line in body.splitlines())
    made.set_content(body, cte="8bit") if plain else made.set_content(body)
    if letter.payload:
        main, _, sub = letter.media_type.partition("/")
        made.add_attachment(letter.payload, maintype=main, subtype=sub or "octet-stream", filename=letter.file_name or "document")
        made.set_boundary("=" * 8 + fingerprint.of_bytes(letter.key.encode())[:24])
    return made


def _in_ascii(address: str) -> str:
    """A domain with æ, ø or å has another spelling for machines; the part before the @ has none."""
    name, at, domain = address.rpartition("@")
    if not (name.isascii() and name and at and domain):
        raise ValueError(address)
    return address if domain.isascii() else name + at + domain.encode("idna").decode()


def _enclosed(letter: Letter) -> str:
    return f"Vedhæftet: {letter.subject} ({letter.file_name}).\n\nEnclosed: {letter.subject} ({letter.file_name}).\n"
