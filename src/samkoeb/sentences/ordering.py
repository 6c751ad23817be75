"""What `ordering` says: problems, findings, and the letters that it writes."""

SENTENCES: dict[str, tuple[str, str]] = {
    # The basket.
    "ordering.basket_is_empty": ("Kurven er tom.", "The basket is empty."),
    "ordering.basket_changed": (
        "En kollega har lagt noget i kurven eller taget noget ud, siden du åbnede den. Intet er bestilt: se kurven igennem, og send igen.",
        "A colleague has put something in the basket or taken something out since you opened it. Nothing was ordered: look it over and send again.",
    ),
    "ordering.line_is_gone": (
        "Linjen er ikke længere i kurven: en kollega kan have sendt eller fjernet den. Genindlæs siden.",
        "The line is no longer in the basket: a colleague may have sent or removed it. Reload the page.",
    ),
    "ordering.item_not_in_force": (
        "»{name}« kan ikke bestilles i dag: den står ikke længere i et godkendt katalog med en gyldig pris.",
        "“{name}” cannot be ordered today: it is no longer in an approved catalogue with a valid price.",
    ),
    "ordering.no_such_item": ("Varen findes ikke. Søg efter den igen.", "There is no such item. Search for it again."),
    "ordering.item_not_for_unit": (
        "»{name}« hører til en aftale, som jeres enhed ikke må bruge. Den er ikke lagt i kurven.",
        "“{name}” belongs to an agreement that your unit may not use. It was not put in the basket.",
    ),
    "ordering.quantity_not_positive": ("Antallet skal være større end nul. {name}", "The quantity must be above zero. {name}"),
    "ordering.quantity_too_large": (
        "Der kan højst bestilles {most} ad gangen. {name}",
        "No more than {most} can be ordered at a time. {name}",
    ),
    "ordering.not_whole": (
        "»{name}« sælges i hele {unit}: {quantity} kan ikke bestilles.",
        "“{name}” is sold in whole {unit}: {quantity} cannot be ordered.",
    ),
    "ordering.below_minimum": (
        "Af »{name}« skal der bestilles mindst {minimum} {unit} ad gangen.",
        "Of “{name}” at least {minimum} {unit} must be ordered at a time.",
    ),
    "ordering.not_a_multiple": (
        "»{name}« bestilles i trin på {multiple} {unit}.",
        "“{name}” is ordered in steps of {multiple} {unit}.",
    ),
    "ordering.large_quantity": (
        "Mener du {quantity} {unit} af »{name}«? I plejer at bestille {usual} {unit}. Bekræft, hvis antallet er rigtigt.",
        "Do you mean {quantity} {unit} of “{name}”? You usually order {usual} {unit}. Confirm if the quantity is right.",
    ),
    "ordering.price_changed": (
        "Prisen på »{name}« er ændret fra {before} til {now} {currency}, siden den blev lagt i kurven. Bekræft, hvis I vil bestille til den nye pris.",
        "The price of “{name}” has changed from {before} to {now} {currency} since it was put in the basket. Confirm if you want to order at the new price.",
    ),
    "ordering.price_missing": ("Skriv, hvad varen koster uden moms.", "Enter what the item costs without VAT."),
    "ordering.supplier_missing": ("Vælg en leverandør, der er oprettet.", "Choose a supplier that is registered."),
    "ordering.outside_reason_missing": (
        "Vælg en grund til at købe uden for aftalerne.",
        "Choose a reason for buying outside the agreements.",
    ),
    "ordering.delivery_point_of_another_body": (
        "Leveringsstedet hører til en anden organisation.",
        "The delivery point belongs to another organisation.",
    ),
    "ordering.unit_is_closed": (
        "{name} er lukket fra {closed_on} og kan ikke bestille. Skift til den enhed, I hører til nu.",
        "{name} is closed from {closed_on} and cannot order. Change to the unit that you belong to now.",
    ),
    "ordering.below_minimum_order": (
        "Ordre {number} på {total} {currency} er under aftalens mindste ordre på {minimum} {currency}: leverandøren kan tage et gebyr.",
        "Order {number} of {total} {currency} is below the agreement's minimum order of {minimum} {currency}: the supplier may charge a fee.",
    ),
    "ordering.wanted_in_the_past": ("Den ønskede dag, {wanted_on}, er allerede gået.", "The wanted day, {wanted_on}, has passed."),
    "ordering.nothing_wanted": ("Skriv, hvor mange der skal bestilles af mindst én vare.", "Enter how many of at least one item to order."),
    # Approval.
    "approval.own_request": (
        "Du kan ikke godkende din egen bestilling, heller ikke som stedfortræder. En anden skal gøre det.",
        "You cannot approve your own request, not even as a substitute. Somebody else must do it.",
    ),
    "approval.above_limit": (
        "Bestillingen på {total} {currency} er over din grænse på {limit} {currency}. En med højere grænse skal godkende den.",
        "The request of {total} {currency} is above your limit of {limit} {currency}. Somebody with a higher limit must approve it.",
    ),
    "ordering.already_left": (
        "Ordre {number} er allerede sendt til leverandøren og kan ikke fortrydes. Den kan annulleres, indtil varerne er på vej.",
        "Order {number} has already been sent to the supplier and cannot be undone. It can be cancelled until the goods are on their way.",
    ),
    # Orders.
    "ordering.despatched_already": (
        "Ordren kan ikke annulleres: varerne er på vej eller modtaget.",
        "The order cannot be cancelled: the goods are on their way or have been received.",
    ),
    "ordering.less_than_nothing": (
        "Linje {line} ({name}) ville blive mindre end nul.",
        "Line {line} ({name}) would become less than zero.",
    ),
    "ordering.not_outside": ("Ordren er afgivet på en aftale.", "The order was placed on an agreement."),
    "ordering.legal_basis_unknown": ("»{basis}« er ikke et hjemmelsgrundlag på listen.", "“{basis}” is not a legal basis on the list."),
    "ordering.own_legal_basis": (
        "Den, der har bestilt, kan ikke selv skrive hjemlen.",
        "The person who ordered cannot record the legal basis.",
    ),
    # The supplier's answer.
    "ordering.response.unknown_order": (
        "Ordrebekræftelsen nævner ordre {number}, som {seller} ikke har fået af os.",
        "The order response names order {number}, which {seller} has not received from us.",
    ),
    "ordering.response.number_used": (
        "Ordrebekræftelse {number} er brugt før til et andet svar på samme ordre.",
        "Order response {number} was used before for another answer to the same order.",
    ),
    "ordering.response.order_is_over": (
        "Ordre {number} er afsluttet og kan ikke besvares.",
        "Order {number} is closed and cannot be answered.",
    ),
    "ordering.response.other_currency": (
        "Svaret er i {currency}, men ordren er i {ordered}.",
        "The answer is in {currency}, but the order is in {ordered}.",
    ),
    "ordering.response.unknown_code": ("Svarkoden »{code}« er ukendt.", "The response code “{code}” is unknown."),
    "ordering.response.unknown_line_status": (
        "Linje {line} ({name}) har den ukendte statuskode »{status}«.",
        "Line {line} ({name}) has the unknown status code “{status}”.",
    ),
    "ordering.response.unknown_line": (
        "Svaret nævner linje {line} ({name}), som ikke er i ordren.",
        "The answer names line {line} ({name}), which is not in the order.",
    ),
    "ordering.response.other_unit": (
        "Linje {line} er bestilt i {ordered_unit}, men besvaret i {unit}.",
        "Line {line} was ordered in {ordered_unit} but answered in {unit}.",
    ),
    "ordering.response.line_added": (
        "Leverandøren tilbyder også »{name}«, som ikke er bestilt.",
        "The supplier also offers “{name}”, which was not ordered.",
    ),
    "ordering.response.given_up": (
        "Leverandøren vil nu alligevel levere {quantity} på linje {line}, som før var afvist. Bestil dem igen, hvis I stadig mangler dem.",
        "The supplier will after all deliver {quantity} on line {line} that were refused before. Order them again if you still need them.",
    ),
    "ordering.response.nothing_said": ("Svar på mindst én linje.", "Answer at least one line."),
    "ordering.response.negative": ("Linje {line} ({name}): tal kan ikke være under nul.", "Line {line} ({name}): numbers cannot be below zero."),
    # Ward lists and scanning.
    "ordering.list_name_taken": ("I har allerede en liste med navnet »{name}«.", "You already have a list named “{name}”."),
    "ordering.list_line_there": ("Varen står allerede på listen.", "The item is already on the list."),
    "ordering.shelf_code_taken": ("Hyldekoden {code} er brugt til en anden vare.", "The shelf code {code} is used for another item."),
    "ordering.list_line_not_in_force": (
        "»{name}« kan ikke bestilles i dag: ingen vare på jeres aftaler dækker den. Søg efter en erstatning.",
        "“{name}” cannot be ordered today: no item on your agreements covers it. Search for a replacement.",
    ),
    "ordering.code_unknown": (
        "Koden {code} svarer ikke til en hyldeetiket, en stregkode eller et varenummer, vi kender.",
        "The code {code} is not a shelf label, a bar code or an item number that we know.",
    ),
    "ordering.code_not_for_unit": (
        "»{name}« ({code}) findes, men kan ikke bestilles af jeres enhed i dag.",
        "“{name}” ({code}) exists but cannot be ordered by your unit today.",
    ),
    # Letters. They hold no more than the order itself does.
    "letter.order.subject": ("Ordre {number} fra {body}", "Order {number} from {body}"),
    "letter.order.body": (
        ("Hej\n\n{body} har bestilt hos jer. Ordre {number} er vedhæftet som PDF.\n\n"
        "Bekræft, ret eller afvis ordren her. Linket kan bruges én gang og virker i 30 dage:\n{link}\n\n"
        "Skriv ordrenummer {number} på jeres faktura."),
        ("Hello\n\n{body} has ordered from you. Order {number} is attached as a PDF.\n\n"
        "Confirm, change or reject the order here. The link can be used once and works for 30 days:\n{link}\n\n"
        "Write order number {number} on your invoice."),
    ),
    "letter.order_chased.subject": ("Vi mangler svar på ordre {number} fra {body}", "Your answer to order {number} from {body} is missing"),
    "letter.order_chased.body": (
        ("Hej\n\nOrdre {number} fra {body} blev sendt den {ordered_on} og er ikke bekræftet. Send en ordrebekræftelse, "
        "eller brug linket i den e-mail, som ordren kom med."),
        ("Hello\n\nOrder {number} from {body} was sent on {ordered_on} and has not been confirmed. Please send an order response, "
        "or use the link in the e-mail that the order came with."),
    ),
    "letter.order_cancelled.subject": ("Ordre {number} fra {body} er annulleret", "Order {number} from {body} is cancelled"),
    "letter.order_cancelled.body": (
        "Hej\n\n{body} har annulleret ordre {number}. Den skal ikke leveres. Er varerne allerede sendt, så svar på denne e-mail.",
        "Hello\n\n{body} has cancelled order {number}. It is not to be delivered. If the goods have already been sent, please answer this e-mail.",
    ),
}
