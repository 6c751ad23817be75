"""What `invoicing` says: the match line by line, what holds an invoice, and why something can't be done to it."""

SENTENCES: dict[str, tuple[str, str]] = {
    # The match, line by line
    "match.fits": (
        "Passer: {quantity} {unit} faktureret, {received} modtaget af {ordered} bestilt på {order}; {price} {currency} pr. {per}, aftalt {agreed} {currency}",
        "Fits: {quantity} {unit} invoiced, {received} received of {ordered} ordered on {order}; {price} {currency} per {per}, agreed {agreed} {currency}",
    ),
    "match.price_above_agreed": (
        (
            "Faktureret {invoiced} {currency} pr. {per}; aftalt {agreed} {currency}; {percent} % over, tolerance {tolerance_percent} %"
            " (højst {tolerance_amount} {currency} på linjen; her {amount} {currency})"
        ),
        (
            "Invoiced {invoiced} {currency} per {per}; agreed {agreed} {currency}; {percent} % above, tolerance {tolerance_percent} %"
            " (at most {tolerance_amount} {currency} on the line; here {amount} {currency})"
        ),
    ),
    "match.price_above_ordered": (
        (
            "Faktureret {invoiced} {currency} pr. {per}; bestilt til {ordered} {currency}; {percent} % over, tolerance {tolerance_percent} %"
            " (højst {tolerance_amount} {currency} på linjen; her {amount} {currency})"
        ),
        (
            "Invoiced {invoiced} {currency} per {per}; ordered at {ordered} {currency}; {percent} % above, tolerance {tolerance_percent} %"
            " (at most {tolerance_amount} {currency} on the line; here {amount} {currency})"
        ),
    ),
    "match.price_below_agreed": (
        "Faktureret {invoiced} {currency} pr. {per}; aftalt {agreed} {currency}; {percent} % under ({amount} {currency} på linjen)",
        "Invoiced {invoiced} {currency} per {per}; agreed {agreed} {currency}; {percent} % below ({amount} {currency} on the line)",
    ),
    "match.price_below_ordered": (
        "Faktureret {invoiced} {currency} pr. {per}; bestilt til {ordered} {currency}; {percent} % under ({amount} {currency} på linjen)",
        "Invoiced {invoiced} {currency} per {per}; ordered at {ordered} {currency}; {percent} % below ({amount} {currency} on the line)",
    ),
    "match.not_received": (
        "Ingen har modtaget noget af linjen endnu ({invoiced} {unit} faktureret på {order})",
        "Nobody has received anything of the line yet ({invoiced} {unit} invoiced on {order})",
    ),
    "match.more_than_received": (
        "Faktureret {invoiced} {unit} og tidligere {before}; modtaget i alt {received} på {order}, tolerance {tolerance_percent} %",
        "Invoiced {invoiced} {unit} and {before} before; received in all {received} on {order}, tolerance {tolerance_percent} %",
    ),
    "match.more_than_ordered": (
        "Faktureret {invoiced} {unit} og tidligere {before}; bestilt {ordered} på {order}",
        "Invoiced {invoiced} {unit} and {before} before; ordered {ordered} on {order}",
    ),
    "match.credited_too_much": (
        "Krediteret {credited} {unit}; der er kun faktureret {invoiced}",
        "Credited {credited} {unit}; invoiced so far: {invoiced}",
    ),
    "match.price_credit": (
        "Krediterer en del af prisen ({amount} {currency}), ikke varer",
        "Credits part of the price ({amount} {currency}), not goods",
    ),
    "match.line_not_ordered": (
        "Ingen ordrelinje svarer til »{description}« (varenummer {item_number})",
        "No order line answers to “{description}” (item number {item_number})",
    ),
    "match.item_differs": (
        "Fakturaen nævner vare {invoiced}, ordrelinjen er vare {ordered}",
        "The invoice names item {invoiced}, the order line is item {ordered}",
    ),
    "match.unit_unknown": (
        "Faktureret i {invoiced_unit}, bestilt i {ordered_unit}: det ene kan ikke regnes om til det andet",
        "Invoiced in {invoiced_unit}, ordered in {ordered_unit}: one can't be converted into the other",
    ),
    "match.line_total": (
        "Linjen er opgivet til {stated} {currency}; antal gange pris giver {computed} {currency}",
        "The line is stated as {stated} {currency}; quantity times price gives {computed} {currency}",
    ),
    "match.vat_rate": (
        "Faktureret med {invoiced} % moms; bestilt med {ordered} %",
        "Invoiced with {invoiced} % VAT; ordered with {ordered} %",
    ),
    "match.reverse_charge": (
        "Omvendt betalingspligt: vi beregner selv {percent} % moms, {amount} {currency}",
        "Reverse charge: we reckon {percent} % VAT ourselves, {amount} {currency}",
    ),
    "match.freight": (
        "Fragt {amount} {currency} ({reason}); tilladt {limit} {currency} (antal ordrer: {orders})",
        "Freight {amount} {currency} ({reason}); allowed {limit} {currency} (orders: {orders})",
    ),
    "match.fee": (
        "Gebyr {amount} {currency} ({reason}); tilladt {limit} {currency} (antal ordrer: {orders})",
        "Fee {amount} {currency} ({reason}); allowed {limit} {currency} (orders: {orders})",
    ),
    # The whole document
    "invoice.no_order": (
        "Fakturaen nævner ingen ordre. Den, der kender købet, konterer og attesterer den.",
        "The invoice names no order. Whoever knows the purchase codes and attests it.",
    ),
    "invoice.reference_unknown": (
        "Ingen her svarer til referencen »{reference}«.",
        "Nobody here answers to the reference “{reference}”.",
    ),
    "invoice.foreign_vat": (
        "Momsen er på {percent} %, som ikke er den danske sats. Den kan ikke refunderes; bed leverandøren om en faktura med dansk moms eller uden moms.",
        "The VAT is {percent} %, which isn't the Danish rate. It can't be refunded; ask the supplier for an invoice with Danish VAT or without.",
    ),
    "invoice.order_unknown": (
        "Leverandøren har ingen ordre {number} fra os.",
        "The supplier has no order {number} from us.",
    ),
    "invoice.other_body": (
        "Ordre {number} hører til en anden myndighed end den, fakturaen er sendt til.",
        "Order {number} belongs to another body than the one the invoice was sent to.",
    ),
    "invoice.currency_differs": (
        "Faktureret i {invoiced}; ordre {number} er i {ordered}. Priserne kan ikke sammenlignes.",
        "Invoiced in {invoiced}; order {number} is in {ordered}. The prices can't be compared.",
    ),
    "invoice.bank_account_unknown": (
        (
            "Fakturaen skal betales til en konto, der ender på {ends_with}, som ingen har bekræftet for leverandøren. Ring op på et kendt nummer,"
            " før noget betales."
        ),
        (
            "The invoice is to be paid to an account ending in {ends_with} that nobody has confirmed for the supplier. Call back on a known"
            " number before anything is paid."
        ),
    ),
    "invoice.payee_is_another": (
        "Betalingen skal gå til en anden end leverandøren: {payee}.",
        "Someone else than the supplier is to be paid: {payee}.",
    ),
    "invoice.looks_like_another": (
        "Ligner faktura {number}: samme dag ({issued_on}) og samme beløb ({amount} {currency}).",
        "Looks like invoice {number}: the same day ({issued_on}) and the same amount ({amount} {currency}).",
    ),
    "invoice.duplicate": (
        "Faktura {number} fra {year} har vi allerede. Intet er registreret igen.",
        "We already have invoice {number} of {year}. Nothing was registered again.",
    ),
    "invoice.number_of_a_rejected": (
        "Faktura {number} fra {year} er afvist tidligere. En ny faktura skal have sit eget nummer.",
        "Invoice {number} of {year} was rejected before. A new invoice must have a number of its own.",
    ),
    "invoice.total_differs": (
        "{term}: opgivet {stated} {currency}, men delene giver {computed} {currency}.",
        "{term}: stated {stated} {currency}, but the parts give {computed} {currency}.",
    ),
    "invoice.negative": (
        "Beløbet er negativt ({amount} {currency}). Penge tilbage skal komme som kreditnota.",
        "The amount is negative ({amount} {currency}). Money back must come as a credit note.",
    ),
    "invoice.reverse_charge": (
        "Omvendt betalingspligt: {percent} % moms af {base} {currency} er {amount} {currency}, som vi selv afregner.",
        "Reverse charge: {percent} % VAT of {base} {currency} is {amount} {currency}, which we settle ourselves.",
    ),
    "invoice.terms_over_30_days": (
        "Betalingsfristen er {days} dage; offentlige betalinger sker inden for {limit} dage.",
        "The payment term is {days} days; public bodies pay within {limit} days.",
    ),
    "invoice.credited_in_full": (
        "Krediteret i sin helhed ({amount} {currency}): den koster intet.",
        "Credited in full ({amount} {currency}): it costs nothing.",
    ),
    "invoice.credited_already": (
        "Fakturaen er krediteret og kan ikke afvises: den hører sammen med sin kreditnota. Godkend den, eller afvis kreditnotaen først.",
        "The invoice has been credited and can't be rejected: it belongs with its credit note. Approve it, or reject the credit note first.",
    ),
    "credit.no_reference": (
        "Kreditnotaen nævner ikke, hvilken faktura den krediterer.",
        "The credit note doesn't say which invoice it credits.",
    ),
    "credit.invoice_unknown": (
        "Vi har ingen faktura {number} fra leverandøren, som kreditnotaen kan høre til.",
        "We have no invoice {number} from the supplier that the credit note could belong to.",
    ),
    "credit.larger_than_open": (
        "Kreditnotaen er på {amount} {currency}; af faktura {number} er kun {open} {currency} åbne. Den kan godkendes med en begrundelse.",
        "The credit note is for {amount} {currency}; only {open} {currency} of invoice {number} are open. It can be approved with a reason.",
    ),
    # Not registered
    "invoice.gln_unknown": (
        "Ingen enhed har lokationsnummeret (GLN) {gln}. Fakturaen er ikke registreret; send den til det rigtige nummer.",
        "No unit has the location number (GLN) {gln}. The invoice was not registered; send it to the right number.",
    ),
    "invoice.supplier_unknown": (
        "Afsenderen »{name}« er ikke oprettet som leverandør.",
        "The sender “{name}” is not registered as a supplier.",
    ),
    "invoice.number_missing": ("Fakturaen har intet nummer.", "The invoice has no number."),
    "invoice.no_lines": ("Fakturaen har ingen linjer.", "The invoice has no lines."),
    "invoice.from_the_future": (
        "Fakturaen er dateret {issued_on}, som ikke er kommet endnu.",
        "The invoice is dated {issued_on}, which has not come yet.",
    ),
    "invoice.from_long_ago": (
        "Fakturaen er dateret {issued_on}. Så gammel kan en faktura ikke være.",
        "The invoice is dated {issued_on}. No invoice can be that old.",
    ),
    "invoice.currency_unknown": ("»{currency}« er ikke en valutakode.", "“{currency}” is not a currency code."),
    "invoice.number_out_of_range": (
        "»{value}« ({field}) er større eller finere, end et beløb kan være.",
        "“{value}” ({field}) is larger or finer than an amount can be.",
    ),
    # Coding, approving, sending on
    "invoice.account_waits": (
        "Kontoen er foreslået og venter på, at en anden ringer op og bekræfter den.",
        "The account has been proposed and waits for somebody else to call back and confirm it.",
    ),
    "invoice.person_unknown": (
        "Ingen hos os hedder »{name}« eller har den e-mail. Skriv hele navnet eller e-mailen.",
        "Nobody here is called “{name}” or has that e-mail. Write the whole name or the e-mail.",
    ),
    "invoice.account_missing": (
        "Linje {position} mangler en konto eller en momskode.",
        "Line {position} lacks an account or a VAT code.",
    ),
    "invoice.vat_code_unknown": (
        "Momskoden »{code}« på linje {position} findes ikke.",
        "The VAT code “{code}” on line {position} does not exist.",
    ),
    "invoice.line_unknown": ("Fakturaen har ingen linje {position}.", "The invoice has no line {position}."),
    "invoice.bank_account_first": (
        "Kontoen skal først bekræftes af to personer; derefter matches fakturaen igen.",
        "The account must first be confirmed by two people; then the invoice is matched again.",
    ),
    "invoice.reason_missing": (
        "Skriv, hvorfor fakturaen godkendes, selv om den afviger.",
        "Write why the invoice is approved although it deviates.",
    ),
    "invoice.not_attested": (
        "En anden skal først attestere fakturaen: det, der afviger, ses af to.",
        "Somebody else must attest the invoice first: what deviates is seen by two.",
    ),
    "invoice.attested_already": (
        "Fakturaen er attesteret. En anden skal godkende den.",
        "The invoice has been attested. Somebody else must approve it.",
    ),
    "invoice.attester_approves": (
        "Du har selv attesteret fakturaen, og den er over {limit} kr. En anden skal godkende den.",
        "You attested the invoice yourself, and it is above DKK {limit}. Somebody else must approve it.",
    ),
    "invoice.reason_unknown": ("Vælg en årsag; »{code}« findes ikke.", "Choose a reason; “{code}” does not exist."),
    "invoice.text_missing": ("Skriv til leverandøren, hvad der er galt.", "Write to the supplier what is wrong."),
    "invoice.reroute_nowhere": ("Vælg en enhed eller en person.", "Choose a unit or a person."),
    "invoice.reroute_other_body": (
        "En faktura kan kun sendes videre inden for den myndighed, den er sendt til.",
        "An invoice can only be sent on within the body that it was sent to.",
    ),
    "dispute.closed": ("Sagen er afsluttet.", "The dispute is closed."),
    # Made by a supplier without a system
    "invoice.nothing_to_invoice": (
        "Der er intet på ordren, som ikke er faktureret.",
        "There is nothing on the order that has not been invoiced.",
    ),
    "invoice.credit_price_wrong": (
        "Linje {number}: af prisen kan der gives mere end nul og højst {price} {currency} tilbage.",
        "Line {number}: more than zero and at most {price} {currency} of the price can be given back.",
    ),
    "invoice.nothing_to_credit": (
        "Skriv ved mindst én linje, hvor meget der gives tilbage.",
        "Write on at least one line how much is given back.",
    ),
    "invoice.line_not_on_order": ("Linje {number} findes ikke på ordren.", "Line {number} is not on the order."),
    "invoice.quantity_wrong": (
        "Antallet på linje {number} skal være over nul.",
        "The quantity on line {number} must be above zero.",
    ),
    "invoice.too_many": (
        "Linje {number}: der er {open} {unit} tilbage at fakturere, ikke {wanted}.",
        "Line {number}: {open} {unit} are left to invoice, not {wanted}.",
    ),
    "invoice.number_taken": (
        "Du har allerede brugt nummeret {number} i år.",
        "You have already used the number {number} this year.",
    ),
    "invoice.account_to_choose": (
        "Der er ingen bekræftet konto at betale til. Tilføj en konto, og få den bekræftet, før du fakturerer.",
        "There is no confirmed account to pay to. Add one and have it confirmed before you invoice.",
    ),
    "invoice.charge_wrong": (
        "Fragt og gebyrer skal have en tekst og et beløb over nul.",
        "Freight and fees need words and an amount above zero.",
    ),
    # Letters to a supplier without a system
    "invoice.letter_subject_UQ": ("Spørgsmål til faktura {number}", "A question about invoice {number}"),
    "invoice.letter_UQ": (
        "Hej\n\n{body} har et spørgsmål til faktura {number}:\n\n{text}\n\nSvar på jeres side i Samkøb:\n{link}\n\nBetalingsfristen løber imens.",
        "Hello\n\n{body} has a question about invoice {number}:\n\n{text}\n\nAnswer on your page in Samkøb:\n{link}\n\nThe payment term runs meanwhile.",
    ),
    "invoice.letter_subject_RE": ("Faktura {number} er afvist", "Invoice {number} was rejected"),
    "invoice.letter_RE": (
        "Hej\n\n{body} har afvist faktura {number}:\n\n{text}\n\nLav en ny faktura med et nyt nummer på jeres side i Samkøb:\n{link}",
        "Hello\n\n{body} has rejected invoice {number}:\n\n{text}\n\nMake a new invoice with a new number on your page in Samkøb:\n{link}",
    ),
    "invoice.letter_subject_broken_UQ": ("Faktura {number} skal rettes", "Invoice {number} must be corrected"),
    "invoice.letter_broken_UQ": (
        "Hej\n\nFaktura {number} til {body} bryder reglerne for elektroniske fakturaer:\n\n{text}\n\nRet den, og send den igen.",
        "Hello\n\nInvoice {number} to {body} breaks the rules for electronic invoices:\n\n{text}\n\nCorrect it and send it again.",
    ),
    "invoice.letter_subject_broken_RE": ("Faktura {number} er afvist", "Invoice {number} was rejected"),
    "invoice.letter_broken_RE": (
        "Hej\n\n{body} har afvist faktura {number}:\n\n{text}\n\nRet den, og send den igen.",
        "Hello\n\n{body} has rejected invoice {number}:\n\n{text}\n\nCorrect it and send it again.",
    ),
}
