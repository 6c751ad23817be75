"""What `receiving` says."""

SENTENCES: dict[str, tuple[str, str]] = {
    # Receipts
    "receipt.order_is_over": (
        "Ordren er afvist, annulleret eller lukket, så der kan ikke modtages på den.",
        "The order is rejected, cancelled or closed, so nothing can be received on it.",
    ),
    "receipt.line_unknown": ("En af linjerne hører ikke til ordren.", "One of the lines does not belong to the order."),
    "receipt.empty": ("Skriv, hvor mange der er modtaget.", "Write how many were received."),
    "receipt.negative": (
        "Linje {line} ({name}): antallet kan ikke være negativt.",
        "Line {line} ({name}): the number cannot be negative.",
    ),
    "receipt.too_many": (
        (
            "Linje {line} ({name}): der er bestilt {ordered} {unit} og modtaget {received}; {wanted} til er for mange. "
            "Modtag det bestilte, og afvis resten som »for mange«."
        ),
        (
            "Line {line} ({name}): {ordered} {unit} ordered and {received} received; {wanted} more is too many. "
            "Receive what was ordered and reject the rest as “too many”."
        ),
    ),
    "receipt.deviation_missing": (
        "Linje {line} ({name}): skriv, hvad der er galt med det afviste.",
        "Line {line} ({name}): say what is wrong with what was rejected.",
    ),
    "receipt.deviation_unknown": (
        "Linje {line} ({name}): afvigelsen »{deviation}« findes ikke.",
        "Line {line} ({name}): there is no deviation “{deviation}”.",
    ),
    "receipt.expired": (
        "Linje {line} ({name}) udløb {expires_on}. Varen må ikke bruges.",
        "Line {line} ({name}) expired on {expires_on}. It must not be used.",
    ),
    "receipt.expires_soon": (
        "Linje {line} ({name}) udløber snart: {expires_on}.",
        "Line {line} ({name}) expires soon: {expires_on}.",
    ),
    "receipt.batch_held": (
        "Linje {line} ({name}): batch {batch} er spærret og må ikke bruges.",
        "Line {line} ({name}): batch {batch} is held and must not be used.",
    ),
    "receipt.too_many_photos": (
        "Linje {line} ({name}): højst {most} billeder.",
        "Line {line} ({name}): at most {most} photos.",
    ),
    "receipt.wrong_unit": (
        "Ordre {number} skal leveres til {place}. Er varerne kommet hertil ved en fejl, så brug »Ikke vores«.",
        "Order {number} goes to {place}. If the goods came here by mistake, use “Not ours”.",
    ),
    "receipt.despatch_of_another": (
        "Følgesedlen hører ikke til ordre {number}.",
        "The despatch advice does not belong to order {number}.",
    ),
    "receipt.location_of_another": ("Lageret hører ikke til enheden.", "The stock location does not belong to the unit."),
    "receipt.key_used": ("Modtagelsen er allerede sendt for en anden ordre.", "The receipt was already sent for another order."),
    "receipt.already_reversed": ("Modtagelsen er allerede taget tilbage.", "The receipt has already been taken back."),
    "receipt.is_invoiced": (
        "Linje {line} ({name}) er allerede faktureret. Bogholderiet får besked; leverandøren skal sende en kreditnota.",
        "Line {line} ({name}) has already been invoiced. The accounts clerks are told; the supplier must send a credit note.",
    ),
    "photo.too_large": ("Billedet er større end {maximum} MB.", "The photo is larger than {maximum} MB."),
    "photo.too_many_pixels": (
        "Billedet har mere end {maximum} millioner billedpunkter.",
        "The photo has more than {maximum} million pixels.",
    ),
    "photo.unreadable": (
        "Billedet kan ikke læses. Brug JPEG, PNG eller WebP.",
        "The photo cannot be read. Use JPEG, PNG or WebP.",
    ),
    # Despatch advices
    "despatch.unknown_sender": (
        "Følgesedlens afsender ({name}) er ikke en leverandør, som kendes her.",
        "The sender of the despatch advice ({name}) is not a supplier known here.",
    ),
    "despatch.other_sender": (
        "Følgesedlen er fra {name}, men er afleveret af en anden leverandør.",
        "The despatch advice is from {name} but was handed in by another supplier.",
    ),
    "despatch.order_missing": ("Følgesedlen nævner ingen ordre.", "The despatch advice names no order."),
    "despatch.unknown_order": (
        "Følgesedlen nævner ordre {number}, som leverandøren ikke har fået herfra.",
        "The despatch advice names order {number}, which this supplier has not received from us.",
    ),
    "despatch.line_unknown": (
        "Følgesedlens linje {line} ({name}) svarer ikke til nogen linje i ordre {order}.",
        "Line {line} ({name}) of the despatch advice answers no line of order {order}.",
    ),
    "despatch.other_unit": (
        "Følgesedlens linje {line} ({name}) er i {sent_unit}, men der er bestilt i {ordered_unit}.",
        "Line {line} ({name}) of the despatch advice is in {sent_unit}, but {ordered_unit} was ordered.",
    ),
    "despatch.number_used": (
        "Følgeseddel {number} er brugt til en anden forsendelse.",
        "Despatch advice {number} was used for another consignment.",
    ),
    "despatch.nothing_sent": ("Skriv, hvor mange der sendes.", "Write how many are sent."),
    # The wrong ward
    "misdelivery.is_the_place": ("Ordre {number} skal leveres netop her.", "Order {number} goes exactly here."),
    "misdelivery.resolved": ("Fejlleveringen er allerede løst.", "The misdelivery has already been resolved."),
    # Stock
    "stock.not_enough": (
        "{name}: der ligger {level} {unit}, så {wanted} kan ikke tages ud.",
        "{name}: there are {level} {unit}, so {wanted} cannot be taken out.",
    ),
    "stock.nothing_moved": ("{name}: skriv, hvor mange det drejer sig om.", "{name}: write how many."),
    "stock.nothing_taken": ("Skriv, hvor meget der tages ud.", "Write how much is taken out."),
    "stock.batch_held": ("{name}: batch {batch} er spærret.", "{name}: batch {batch} is held."),
    "stock.batch_missing": ("Skriv batchnummeret.", "Write the batch number."),
    "stock.batch_released": ("Batchen er allerede frigivet.", "The batch has already been released."),
    "stock.min_max_wrong": (
        "Minimum ({minimum}) og maksimum ({maximum}) passer ikke sammen.",
        "Minimum ({minimum}) and maximum ({maximum}) do not go together.",
    ),
    "stock.location_name_missing": ("Skriv lagerets navn.", "Write the name of the stock location."),
    "stock.location_twice": (
        "Enheden har allerede et lager, der hedder {name}.",
        "The unit already has a stock location called {name}.",
    ),
    "stock.item_of_another_body": ("Varen hører til en anden organisation.", "The item belongs to another organisation."),
    "stock.same_place": ("Varen ligger der allerede.", "The item is already there."),
    "stock.count_negative": ("Man kan ikke tælle færre end nul.", "One cannot count fewer than none."),
    "stock.count_waits": (
        "{name}: en optælling venter allerede på en anden person.",
        "{name}: a count is already waiting for a second person.",
    ),
    "stock.count_decided": ("Der er allerede taget stilling til optællingen.", "The count has already been decided on."),
    # Why something is suggested
    "stock.suggested": (
        "{left} tilbage, minimum {minimum}; bestil {order} = {after} af maksimum {maximum}",
        "{left} left, minimum {minimum}; order {order} = {after} of maximum {maximum}",
    ),
    "stock.suggested_to_minimum": (
        "{left} tilbage, minimum {minimum}; bestil {order} = {after}",
        "{left} left, minimum {minimum}; order {order} = {after}",
    ),
    "stock.suggested_while_coming": (
        "{left} tilbage og {coming} på vej, minimum {minimum}; bestil {order} = {after} af maksimum {maximum}",
        "{left} left and {coming} on the way, minimum {minimum}; order {order} = {after} of maximum {maximum}",
    ),
    "stock.suggested_while_coming_to_minimum": (
        "{left} tilbage og {coming} på vej, minimum {minimum}; bestil {order} = {after}",
        "{left} left and {coming} on the way, minimum {minimum}; order {order} = {after}",
    ),
    "stock.nothing_to_be_had": (
        "{left} tilbage, minimum {minimum}; ingen vare på enhedens aftaler kan bestilles",
        "{left} left, minimum {minimum}; no item under the unit's agreements can be ordered",
    ),
}
