"""What `agreements` says."""

SENTENCES: dict[str, tuple[str, str]] = {
    # Drawing
    "agreement.ceiling_reached": (
        (
            "Aftale {number} må højst bruges for {maximum} {currency}; der er brugt {drawn} {currency}, og bestillingen er på {wanted} {currency} "
            "(ekskl. moms). Haster det, kan varen bestilles uden for aftalen; indkøberen skriver hjemlen bagefter."
        ),
        (
            "Agreement {number} may be used for at most {maximum} {currency}; {drawn} {currency} is used, and this order is {wanted} {currency} "
            "(excl. VAT). If it is urgent, order outside the agreement; the buyer records the legal basis afterwards."
        ),
    ),
    "agreement.lot_ceiling_reached": (
        (
            "Delkontrakt {lot} af aftale {number} må højst bruges for {maximum} {currency}; der er brugt {drawn} {currency}, og bestillingen er på "
            "{wanted} {currency} (ekskl. moms). Haster det, kan varen bestilles uden for aftalen; indkøberen skriver hjemlen bagefter."
        ),
        (
            "Lot {lot} of agreement {number} may be used for at most {maximum} {currency}; {drawn} {currency} is used, and this order is "
            "{wanted} {currency} (excl. VAT). If it is urgent, order outside the agreement; the buyer records the legal basis afterwards."
        ),
    ),
    "agreement.not_listed": (
        "{body} står ikke på listen over dem, der må bruge aftale {number}. Haster det, kan varen bestilles uden for aftalen.",
        "{body} is not on the list of those who may use agreement {number}. If it is urgent, order outside the agreement.",
    ),
    "agreement.other_currency": (
        "Prisen er i {ordered}, men aftale {number} regnes i {currency}. Sig det til indkøberen; haster det, kan varen bestilles uden for aftalen.",
        "The price is in {ordered}, but agreement {number} is reckoned in {currency}. Tell the buyer; if it is urgent, order outside the agreement.",
    ),
    "agreement.not_in_force": (
        "Aftale {number} gælder ikke den dag: den løber fra {valid_from} til og med {last}.",
        "Agreement {number} is not in force on that day: it runs from {valid_from} to {last}, both included.",
    ),
    "agreements.ceiling.warned": (
        "Aftale {number} har brugt {percent} % af sit maksimum.",
        "Agreement {number} has used {percent} % of its maximum.",
    ),
    # Concluding
    "agreement.maximum_missing": (
        "En aftale skal have en maksimal værdi (EU-Domstolen, C-23/20).",
        "An agreement needs a maximum value (European Court of Justice, C-23/20).",
    ),
    "agreement.estimate_above_maximum": (
        "Den anslåede værdi ({estimated}) er større end den maksimale ({maximum}).",
        "The estimated value ({estimated}) is larger than the maximum ({maximum}).",
    ),
    "agreement.too_long_without_reason": (
        "Med optioner varer aftalen mere end {months} måneder. Skriv begrundelsen (udbudslovens § 95, stk. 2).",
        "With its options the agreement lasts more than {months} months. Write the reason (the Danish Public Procurement Act, section 95(2)).",
    ),
    "agreement.option_wrong": (
        "Optionen til og med {last} skal forlænge aftalen og meddeles, før den udløber (fristen er sat til {last_notice_on}).",
        "The option until {last} must extend the agreement, with notice before the agreement ends (the last day for it is set to {last_notice_on}).",
    ),
    "agreement.participants_missing": (
        "Skriv, hvem der må bruge aftalen (EU-Domstolen, C-216/17).",
        "Write who may use the agreement (European Court of Justice, C-216/17).",
    ),
    "agreement.binding_level_unknown": ("»{level}« er ikke en bindingsgrad.", "“{level}” is not a binding level."),
    "agreement.lot_twice": ("Delkontrakt {lot} står to gange.", "Lot {lot} is there twice."),
    "agreement.lot_unknown": ("Delkontrakt {lot} findes ikke på aftalen.", "The agreement has no lot {lot}."),
    "agreement.term_unknown": ("Feltet »{term}« findes ikke på en aftale.", "An agreement has no field “{term}”."),
    "agreement.not_a_supplier": ("Aftalen skal indgås med en leverandør.", "The agreement must be with a supplier."),
    "agreement.number_missing": ("Skriv aftalens nummer.", "Write the number of the agreement."),
    "agreement.number_taken": ("Aftalenummer {number} er allerede i brug.", "Agreement number {number} is already in use."),
    "agreement.listed_already": (
        "Organisationen står allerede på listen for aftale {number}.",
        "The organisation is already on the list of agreement {number}.",
    ),
    "agreement.price_file": (
        "Filen er hverken et regneark eller CSV. Der er ikke gemt noget.",
        "The file is neither a spreadsheet nor CSV. Nothing was saved.",
    ),
    "agreement.price_file_without_prices": (
        "Der er ingen priser i filen. Der er ikke gemt noget.",
        "There are no prices in the file. Nothing was saved.",
    ),
    "agreement.price_line_item": ("Linje {line}: varenummeret mangler.", "Line {line}: the item number is missing."),
    "agreement.price_line_price": (
        "Linje {line}: prisen »{said}« kan ikke læses.",
        "Line {line}: the price “{said}” cannot be read.",
    ),
    "agreement.price_line_quantity": (
        "Linje {line}: »{said}« kan ikke læses som det antal, prisen gælder for.",
        "Line {line}: “{said}” cannot be read as the quantity that the price is for.",
    ),
    "agreement.price_line_unit": ("Linje {line}: enheden »{said}« kendes ikke.", "Line {line}: the unit “{said}” is not known."),
    # Going on and ending
    "agreement.option_out_of_turn": (
        "Optionen er brugt, eller en tidligere skal bruges først.",
        "The option has been used, or an earlier one comes first.",
    ),
    "agreement.option_too_late": (
        "Fristen for at bruge optionen var {last_notice_on}.",
        "The last day to use the option was {last_notice_on}.",
    ),
    "agreement.ends_outside_its_period": (
        "Slutdagen skal ligge inden for aftalens periode.",
        "The last day must lie within the agreement's period.",
    ),
    # Tendered prices
    "agreement.price_twice": ("Varenummer {item} står to gange i prislisten.", "Item number {item} is in the price list twice."),
    "agreement.price_wrong": ("Prisen på varenummer {item} kan ikke bruges.", "The price of item number {item} cannot be used."),
}
