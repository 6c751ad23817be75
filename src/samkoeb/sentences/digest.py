"""What the letter says that tells a person what waits: kinds and counts, never content (7.2). "waits.<kind>" is the kind of a notification."""

SENTENCES: dict[str, tuple[str, str]] = {
    "digest.subject": ("Samkøb: {count} ting venter på dig", "Waiting for you in Samkøb: {count}"),
    "digest.body": (
        "Hej\n\nDet her venter på dig i Samkøb:\n\n{lines}\n\nVælg, hvornår du vil have disse e-mails: {profile}",
        "Hello\n\nThis waits for you in Samkøb:\n\n{lines}\n\nChoose when you want these e-mails: {profile}",
    ),
    "digest.line": ("{what}\n  {link}", "{what}\n  {link}"),
    "waits.approval_waits": ("Indkøb til godkendelse: {count}", "Purchases to approve: {count}"),
    "waits.approval_reminder": (
        "Indkøb, der stadig venter på godkendelse: {count}",
        "Purchases that still wait for approval: {count}",
    ),
    "waits.approval_escalated": (
        "Indkøb, som ingen har godkendt i tide: {count}",
        "Purchases that nobody approved in time: {count}",
    ),
    "waits.approved": ("Dine indkøb, der er godkendt: {count}", "Your purchases that were approved: {count}"),
    "waits.rejected": ("Dine indkøb, der er afvist: {count}", "Your purchases that were rejected: {count}"),
    "waits.order_changed": ("Ordrer, som leverandøren har ændret: {count}", "Orders that the supplier has changed: {count}"),
    "waits.order_unanswered": (
        "Ordrer uden svar fra leverandøren: {count}",
        "Orders without an answer from the supplier: {count}",
    ),
    "waits.receipt_missing": ("Leveringer, der mangler varemodtagelse: {count}", "Deliveries without a receipt: {count}"),
    "waits.order_stopped": ("Dine ordrer, der endnu ikke er sendt: {count}", "Your orders that were not sent yet: {count}"),
    "waits.document_broken": ("Dokumenter, der bryder regler og venter på dig: {count}", "Documents that break rules and wait for you: {count}"),
    "waits.document_stopped": (
        "Dokumenter, der ikke er sendt, fordi de bryder regler: {count}",
        "Documents that were not sent because they break rules: {count}",
    ),
    "waits.document_unsent": (
        "Dokumenter, der ikke kunne sendes eller måske ikke er nået frem: {count}",
        "Documents that could not be sent or may not have arrived: {count}",
    ),
    "waits.invoice.assigned": ("Fakturaer til kontering eller attestation: {count}", "Invoices to code or attest: {count}"),
    "waits.invoice_waits": ("Fakturaer, der afviger eller venter på godkendelse: {count}", "Invoices that deviate or wait for approval: {count}"),
    "waits.dispute_answered": ("Svar fra leverandører om fakturaer: {count}", "Answers from suppliers about invoices: {count}"),
    "waits.payment_waits": ("Betalingskørsler, der venter på frigivelse: {count}", "Payment runs that wait to be released: {count}"),
    "waits.misdelivery": ("Varer, der er kommet det forkerte sted hen: {count}", "Goods that came to the wrong place: {count}"),
    "waits.deviation": ("Leveringer med fejl: {count}", "Deliveries with something wrong: {count}"),
    "waits.receipt_uncovered": (
        "Varemodtagelser, der er taget tilbage, efter at fakturaen kom: {count}",
        "Receipts taken back after their invoice came: {count}",
    ),
    "waits.count_waits": ("Optællinger, der venter på en anden person: {count}", "Counts that wait for a second person: {count}"),
    "waits.batch_held": ("Spærrede batcher: {count}", "Batches that are held: {count}"),
    "waits.ceiling_warned": (
        "Aftaler, der nærmer sig deres maksimum: {count}",
        "Agreements that come near their maximum: {count}",
    ),
    "waits.call_off_stopped": (
        "Bestillinger, som en aftales maksimum har stoppet: {count}",
        "Orders that an agreement's maximum has stopped: {count}",
    ),
    "waits.ceiling_exceeded": (
        "Aftaler, hvor fakturaer har overskredet maksimum: {count}",
        "Agreements whose maximum was exceeded by invoices: {count}",
    ),
    "waits.bank_account_waits": (
        "Leverandørkonti, der skal bekræftes ved opkald: {count}",
        "Supplier accounts to confirm by calling back: {count}",
    ),
    "waits.outside_waits": (
        "Køb uden for aftale, der mangler hjemmel: {count}",
        "Purchases outside agreements that lack a legal basis: {count}",
    ),
    "waits.other": ("Andet: {count}", "Other: {count}"),
}
