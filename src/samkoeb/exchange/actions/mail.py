"""One try to hand a letter to the mail server, and what is known afterwards: sent, refused, to be tried again, or unclear."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

SECONDS = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """state: a state of the outbox. failure: what the server said, for the person who looks."""

    state: str
    failure: str = ""


SENT = Outcome("sent")


def hand_over(url: str, message: EmailMessage) -> Outcome:
    """`url` as in SAMKOEB_EMAIL_URL: smtp://user:password@host:587?tls=1 or smtps://…

    Nothing has left before the server is asked to take the letter, so errors until then are tried again. A clear answer is believed.
    Silence after the letter was handed over is unclear: it may or may not have been taken.
    """
    try:
        server = _open(url)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome("waiting", f"sign-in at the mail server failed: {error}")
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("waiting", f"the mail server was not reached: {error}")
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        return _answered(code, text)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("unclear", f"the mail server went silent: {error}")
    finally:
        server.close()
    return SENT


def _answered(code: int, text: bytes | str) -> Outcome:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return Outcome("waiting" if 400 <= code < 500 else "failed", f"{code} {words}")


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
