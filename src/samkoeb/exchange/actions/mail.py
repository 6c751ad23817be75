"""One try to hand a letter to the mail server, and what is known afterwards: sent, refused, to be tried again, or unclear."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from samkoeb.exchange.logic import letter as letters
from samkoeb.exchange.logic import reason

SECONDS = 30
GOODBYE_SECONDS = 5
_LINE_OF_A_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """state: a state of the outbox. failure: what happened, for the person who looks. down: it was the server, not this letter, so
    another letter would fare no better now."""

    state: str
    failure: str = ""
    down: bool = False


SENT = Outcome("sent")


def hand_over(url: str, letter: letters.Letter) -> Outcome:
    """`url` as in SAMKOEB_EMAIL_URL: smtp://user:password@host:587?tls=1 or smtps://…

    Nothing has left before the server says "go on", so what fails until then is tried again. A clear answer is believed. Silence after
    the letter was handed over is unclear: it may or may not have been taken.
    """
    try:
        server = _open(url)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome("waiting", reason.line("exchange.mail_sign_in", _words(error.smtp_code, error.smtp_error)), down=True)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("waiting", reason.line("exchange.mail_not_reached", str(error)), down=True)
    try:
        outcome = _talk(server, letter)
        if outcome.state == "sent":
            _say_goodbye(server)
    finally:
        server.close()
    return outcome


def _talk(server: smtplib.SMTP, letter: letters.Letter) -> Outcome:
    try:
        server.ehlo_or_helo_if_needed()
        message = letters.message(letter, eight_bit=server.has_extn("8bitmime"))
        written = message.as_bytes()
        for ask in _questions(server, message, len(written)):
            code, words = ask()
            if code >= 400:
                return _answered(code, words)
    except ValueError as error:
        return Outcome("failed", reason.line("exchange.mail_address", str(error)))
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("waiting", reason.line("exchange.mail_not_reached", str(error)), down=True)
    try:
        server.send(_LINE_OF_A_DOT.sub(b"..", written) + b".\r\n")
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("unclear", reason.line("exchange.mail_silent", str(error)), down=True)
    return _answered(code, words) if code >= 400 else SENT


def _questions(server: smtplib.SMTP, message: EmailMessage, size: int) -> list[Callable[[], tuple[int, bytes]]]:
    """Who it is from, who it is to, and whether the letter may come: in this order."""
    options = [f"size={size}"] if server.has_extn("size") else []
    options += ["body=8bitmime"] if server.has_extn("8bitmime") else []
    return [
        lambda: server.mail(parseaddr(str(message["From"]))[1], options),
        lambda: server.rcpt(parseaddr(str(message["To"]))[1]),
        lambda: server.docmd("DATA"),
    ]


def _answered(code: int, words: bytes) -> Outcome:
    """Four hundred and something: later. Five hundred and something: never."""
    later = 400 <= code < 500
    said = reason.line("exchange.mail_later" if later else "exchange.mail_refused", _words(code, words))
    return Outcome("waiting" if later else "failed", said)


def _words(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _say_goodbye(server: smtplib.SMTP) -> None:
    """The letter is taken whatever becomes of this, so nobody waits long for it."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(GOODBYE_SECONDS)
        server.quit()


def _open(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    wishes = dict(parse_qsl(parts.query))
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
    try:
        if parts.scheme != "smtps" and wishes.get("tls", "0") not in ("0", "no", "false"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server
