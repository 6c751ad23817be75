"""What exchange does: take in, put aside, send, deliver, and make links and keys. One file per verb."""

from samkoeb.exchange.actions.broken import answer_broken, tell_of_broken
from samkoeb.exchange.actions.checks import count_check, forget_checks
from samkoeb.exchange.actions.deliver import deliver_due
from samkoeb.exchange.actions.fetch import fetch_dropped
from samkoeb.exchange.actions.keys import make_api_key, note_key_used, revoke_api_key
from samkoeb.exchange.actions.links import make_link, use_link
from samkoeb.exchange.actions.mark import begin, dismiss, fail, mark, mark_taken, reject, retry, take_anyway
from samkoeb.exchange.actions.page import hand_in
from samkoeb.exchange.actions.receive import receive
from samkoeb.exchange.actions.rules import add_rules, adopt_rules
from samkoeb.exchange.actions.send import cancel, confirm_sent, send, send_again, write_letter

__all__ = [
    "add_rules",
    "adopt_rules",
    "answer_broken",
    "begin",
    "cancel",
    "confirm_sent",
    "count_check",
    "deliver_due",
    "dismiss",
    "fail",
    "fetch_dropped",
    "forget_checks",
    "hand_in",
    "make_api_key",
    "make_link",
    "mark",
    "mark_taken",
    "note_key_used",
    "receive",
    "reject",
    "retry",
    "revoke_api_key",
    "send",
    "send_again",
    "take_anyway",
    "tell_of_broken",
    "use_link",
    "write_letter",
]
