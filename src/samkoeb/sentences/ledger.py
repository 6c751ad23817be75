"""What `ledger` says: months, accounts, and why something is not in a payment run."""

SENTENCES: dict[str, tuple[str, str]] = {
    "ledger.period_closed_already": ("{month}-{year} er lukket i forvejen.", "{month}-{year} is closed already."),
    "ledger.period_not_over": ("{month}-{year} er ikke slut endnu.", "{month}-{year} is not over yet."),
    "ledger.period_not_closed": ("{month}-{year} er ikke lukket.", "{month}-{year} is not closed."),
    "ledger.bank_numbers_wrong": (
        "Kontonummeret kan ikke være rigtigt: skriv et IBAN eller et registrerings- og kontonummer.",
        "The account number can't be right: write an IBAN, or a registration and account number.",
    ),
    "payment.nothing_to_pay": ("Der er intet at betale frem til den dag.", "There is nothing to pay until that day."),
    "payment.no_bank_account": (
        "Myndigheden har ingen bankkonto i kontoplanen at betale fra.",
        "The body has no bank account in its chart to pay from.",
    ),
    "payment.format_unknown": ("Betalingsformatet »{format}« findes ikke.", "There is no payment format “{format}”."),
    "payment.in_another_run": ("Er allerede med i en anden betalingskørsel.", "Is in another payment run already."),
    "payment.negative": (
        "Beløbet er negativt; penge tilbage skal komme som kreditnota.",
        "The amount is negative; money back must come as a credit note.",
    ),
    "payment.credit_waits": (
        "Kreditnotaen på {amount} {currency} er større end det, leverandøren har til gode; den venter.",
        "The credit note of {amount} {currency} is larger than what the supplier is owed; it waits.",
    ),
    "payment.account_unknown": (
        "Fakturaens konto (ender på {ends_with}) er ikke bekræftet for leverandøren.",
        "The invoice's account (ending in {ends_with}) is not confirmed for the supplier.",
    ),
    "payment.account_rests": (
        "Leverandørens konto er ny og i karantæne; der betales tidligst til den {until}.",
        "The supplier's account is new and in quarantine; it is not paid to before {until}.",
    ),
    "payment.account_missing": (
        "Leverandøren har ingen bekræftet konto, og fakturaen nævner ingen.",
        "The supplier has no confirmed account, and the invoice names none.",
    ),
    "payment.account_changed": (
        "Kontoen for {supplier} er ændret, siden betalingskørslen blev forberedt (faktura {number}). Annullér, og forbered den igen.",
        "The account of {supplier} has changed since the run was prepared (invoice {number}). Cancel it and prepare it again.",
    ),
    "payment.not_in_run": ("Leverandøren er ikke med i betalingskørslen.", "The supplier is not in the payment run."),
    "payment.reason_missing": ("Skriv, hvad banken svarede.", "Write what the bank answered."),
}
