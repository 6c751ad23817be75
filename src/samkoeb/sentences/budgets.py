"""What `budgets` says."""

SENTENCES: dict[str, tuple[str, str]] = {
    "budget.exceeded": (
        "Bestillingen er {over} {currency} over budgettet for {unit_name} ({left} tilbage, bestillingen er på {wanted}, ekskl. moms).",
        "The order goes {over} {currency} beyond the budget of {unit_name} ({left} left, the order is {wanted}, excl. VAT).",
    ),
    "budget.negative": ("Et budget kan ikke være negativt.", "A budget cannot be negative."),
    "budget.overlaps": (
        "{unit_name} har allerede et budget i en del af perioden.",
        "{unit_name} already has a budget for part of the period.",
    ),
}
