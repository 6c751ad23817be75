"""What exchange does: take in, put aside, send, deliver, and make links and keys. One file per verb."""

from samkoeb.exchange.actions.deliver import deliver_due
from samkoeb.exchange.actions.fetch import fetch_dropped
from samkoeb.exchange.actions.keys import make_api_key, revoke_api_key
from samkoeb.exchange.actions.links import make_link, use_link
from samkoeb.exchange.actions.mark import begin, dismiss, fail, mark, mark_taken, retry
from samkoeb.exchange.actions.receive import receive
from samkoeb.exchange.actions.send import cancel, confirm_sent, send, send_again, write_letter

__all__ = [
    "begin",
    "cancel",
    "confirm_sent",
    "deliver_due",
    "dismiss",
    "fail",
    "fetch_dropped",
    "make_api_key",
    "make_link",
    "mark",
    "mark_taken",
    "receive",
    "retry",
    "revoke_api_key",
    "send",
    "send_again",
    "use_link",
    "write_letter",
]
