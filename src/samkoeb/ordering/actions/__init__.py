"""What is done to wishes and orders. One file per group of verbs."""

from samkoeb.ordering.actions.approve import approve, reject
from samkoeb.ordering.actions.basket import (
    add_free_text,
    add_many_to_basket,
    add_to_basket,
    change_line,
    change_quantities,
    copy_to_basket,
)
from samkoeb.ordering.actions.cancel import cancel, close
from samkoeb.ordering.actions.ceiling import tell_of_ceiling
from samkoeb.ordering.actions.hold import hold_upstream
from samkoeb.ordering.actions.lists import (
    Scanned,
    add_list_line,
    change_list_line,
    change_usual,
    create_list,
    move_list_line,
    order_from_list,
    remove_list,
    remove_list_line,
    rename_list,
    scan,
)
from samkoeb.ordering.actions.note import (
    note_despatched,
    note_invoiced_all,
    note_received_all,
)
from samkoeb.ordering.actions.outside import record_legal_basis
from samkoeb.ordering.actions.remind import chase_due, remind_due
from samkoeb.ordering.actions.respond import answer, receive_response
from samkoeb.ordering.actions.stopped import order_as_document, tell_of_stopped
from samkoeb.ordering.actions.submit import submit, withdraw
from samkoeb.ordering.actions.take_out import TakenOut, empty_basket, put_back, remove_line
from samkoeb.ordering.actions.wishes import Wish

__all__ = [
    "Scanned",
    "TakenOut",
    "Wish",
    "add_free_text",
    "add_list_line",
    "add_many_to_basket",
    "add_to_basket",
    "answer",
    "approve",
    "cancel",
    "change_line",
    "change_list_line",
    "change_quantities",
    "change_usual",
    "chase_due",
    "close",
    "copy_to_basket",
    "create_list",
    "empty_basket",
    "hold_upstream",
    "move_list_line",
    "note_despatched",
    "note_invoiced_all",
    "note_received_all",
    "order_as_document",
    "order_from_list",
    "put_back",
    "receive_response",
    "record_legal_basis",
    "reject",
    "remind_due",
    "remove_line",
    "remove_list",
    "remove_list_line",
    "rename_list",
    "scan",
    "submit",
    "tell_of_ceiling",
    "tell_of_stopped",
    "withdraw",
]
