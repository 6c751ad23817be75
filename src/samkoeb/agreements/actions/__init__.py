"""What is done to agreements: concluded and changed (terms), and drawn on (draw_down)."""

from samkoeb.agreements.actions.draw_down import Invoiced, draw, redraw, release, replace_all
from samkoeb.agreements.actions.prices import set_tendered_prices
from samkoeb.agreements.actions.telling import tell_of_bank_account, tell_of_ceiling
from samkoeb.agreements.actions.terms import add_participant, conclude, end_participation, exercise_option, terminate

__all__ = [
    "Invoiced",
    "add_participant",
    "conclude",
    "draw",
    "end_participation",
    "exercise_option",
    "redraw",
    "release",
    "replace_all",
    "set_tendered_prices",
    "tell_of_bank_account",
    "tell_of_ceiling",
    "terminate",
]
