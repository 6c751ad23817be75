"""What `catalogue` says: faults of suppliers' files by weight, and refusals when versions are decided on."""

_NO_FILE = "Intet er indlæst."
_NOTHING_READ = "Nothing was imported."

_FILE_FAULTS: dict[str, tuple[str, str]] = {
    "catalogue.pdf": (
        f"Filen er en PDF. Send kataloget som regneark (XLSX), CSV eller UBL. {_NO_FILE}",
        f"The file is a PDF. Send the catalogue as a spreadsheet (XLSX), CSV or UBL. {_NOTHING_READ}",
    ),
    "catalogue.picture": (
        f"Filen er et billede. Send kataloget som regneark (XLSX), CSV eller UBL. {_NO_FILE}",
        f"The file is a picture. Send the catalogue as a spreadsheet (XLSX), CSV or UBL. {_NOTHING_READ}",
    ),
    "catalogue.archive": (
        f"Filen er pakket. Pak den ud, og send selve kataloget. {_NO_FILE}",
        f"The file is an archive. Unpack it and send the catalogue itself. {_NOTHING_READ}",
    ),
    "catalogue.text_document": (
        f"Filen er et tekstdokument. Send kataloget som regneark (XLSX), CSV eller UBL. {_NO_FILE}",
        f"The file is a text document. Send the catalogue as a spreadsheet (XLSX), CSV or UBL. {_NOTHING_READ}",
    ),
    "catalogue.web_page": (
        f"Filen er en webside med en tabel, selv om den hedder regneark. Åbn den i et regneark, og gem den som XLSX. {_NO_FILE}",
        f"The file is a web page with a table, though it may be named a spreadsheet. Open it in one and save it as XLSX. {_NOTHING_READ}",
    ),
    "catalogue.binary": (
        f"Filen er hverken tekst, regneark eller XML. {_NO_FILE}",
        f"The file is neither text, spreadsheet nor XML. {_NOTHING_READ}",
    ),
    "catalogue.broken_spreadsheet": (
        f"Regnearket kan ikke åbnes: det er beskadiget eller beskyttet med adgangskode. {_NO_FILE}",
        f"The spreadsheet cannot be opened: it is damaged or protected by a password. {_NOTHING_READ}",
    ),
    "catalogue.broken_xml": (
        f"Filen er ikke gyldig XML (linje {{at}}). {_NO_FILE}",
        f"The file is not well-formed XML (line {{at}}). {_NOTHING_READ}",
    ),
    "catalogue.unsafe_xml": (
        f"Filen indeholder en dokumenttypedefinition (DTD) og tages af sikkerhedsgrunde ikke imod. {_NO_FILE}",
        f"The file holds a document type definition (DTD) and is refused for safety. {_NOTHING_READ}",
    ),
    "catalogue.unknown_encoding": (
        f"Filens tegnsæt kendes ikke. Gem den som UTF-8. {_NO_FILE}",
        f"The file's character encoding is unknown. Save it as UTF-8. {_NOTHING_READ}",
    ),
    "catalogue.unknown_format": (
        f"Formatet »{{said}}« tages ikke imod (længere). Send Peppol BIS 3, OIOUBL, CSV eller XLSX. {_NO_FILE}",
        f"The format “{{said}}” is not accepted (any more). Send Peppol BIS 3, OIOUBL, CSV or XLSX. {_NOTHING_READ}",
    ),
    "catalogue.header_incomplete": (
        f"Dokumentets hoved kan ikke læses: feltet {{field}} mangler eller er forkert. {_NO_FILE}",
        f"The head of the document cannot be read: the field {{field}} is missing or wrong. {_NOTHING_READ}",
    ),
    "catalogue.too_large": (
        f"Filen er for stor: der er en grænse på {{allowed}}. Del den op. {_NO_FILE}",
        f"The file is too large: the limit is {{allowed}}. Split it. {_NOTHING_READ}",
    ),
    "catalogue.empty": (f"Filen er tom. {_NO_FILE}", f"The file is empty. {_NOTHING_READ}"),
    "catalogue.no_header": (
        f"Ingen række i filen ligner overskrifter (varenummer, tekst, enhed, pris …). {_NO_FILE}",
        f"No row of the file looks like headings (item number, text, unit, price …). {_NOTHING_READ}",
    ),
    "catalogue.no_lines": (
        f"Filen har overskrifter, men ingen varelinjer. {_NO_FILE}",
        f"The file has headings but no item lines. {_NOTHING_READ}",
    ),
    "catalogue.not_a_catalogue": (
        f"Dokumentet er ikke et varekatalog. {_NO_FILE}",
        f"The document is not a catalogue. {_NOTHING_READ}",
    ),
    "catalogue.wrong_supplier": (
        f"Kataloget er fra »{{said}}«, men skulle være fra {{supplier}}: hverken CVR, GLN eller elektronisk adresse passer. {_NO_FILE}",
        f"The catalogue is from “{{said}}” but should be from {{supplier}}: neither CVR, GLN nor electronic address fits. {_NOTHING_READ}",
    ),
    "catalogue.wrong_agreement": (
        f"Aftale {{agreement}} er med en anden leverandør. {_NO_FILE}",
        f"Agreement {{agreement}} is with another supplier. {_NOTHING_READ}",
    ),
    "catalogue.no_price_column": (
        f"Filen har ingen kolonne med priser. Vælg den, eller bed leverandøren om priser. {_NO_FILE}",
        f"The file has no column with prices. Choose it, or ask the supplier for prices. {_NOTHING_READ}",
    ),
    "catalogue.no_item_number_column": (
        f"Filen har ingen kolonne med varenumre. Vælg, hvilken kolonne det er. {_NO_FILE}",
        f"The file has no column with item numbers. Choose which column it is. {_NOTHING_READ}",
    ),
    "catalogue.no_unit_column": (
        f"Filen har ingen kolonne med enheder. Vælg kolonnen, eller angiv én enhed for hele filen. {_NO_FILE}",
        f"The file has no column with units. Choose the column, or give one unit for the whole file. {_NOTHING_READ}",
    ),
    "catalogue.no_currency": (
        f"Hverken fil eller kolonnevalg fortæller, hvilken valuta priserne er i. {_NO_FILE}",
        f"Neither the file nor the column mapping tells which currency the prices are in. {_NOTHING_READ}",
    ),
    "catalogue.no_usable_lines": (
        f"Ingen af filens {{lines}} linjer kan bruges; hver linjes fejl står i listen. {_NO_FILE}",
        f"None of the file's {{lines}} lines can be used; the fault of each is listed. {_NOTHING_READ}",
    ),
}

_LINE_FAULTS: dict[str, tuple[str, str]] = {
    "catalogue.no_price": ("Prisen mangler.", "The price is missing."),
    "catalogue.price_unreadable": ("Prisen »{said}« kan ikke læses.", "The price “{said}” cannot be read."),
    "catalogue.price_negative": ("Prisen er negativ ({said}).", "The price is negative ({said})."),
    "catalogue.no_unit": ("Enheden mangler.", "The unit is missing."),
    "catalogue.unit_unreadable": ("Enheden »{said}« kendes ikke.", "The unit “{said}” is not known."),
    "catalogue.no_item_number": ("Varenummeret mangler.", "The item number is missing."),
    "catalogue.item_number_too_long": (
        "Varenummeret er længere end {allowed} tegn.", "The item number is longer than {allowed} characters.",
    ),
    "catalogue.duplicate_item_number": (
        "Varenummer {said} står flere gange; den første linje gælder.", "Item number {said} occurs more than once; the first line counts.",
    ),
    "catalogue.number_unreadable": ("»{said}« kan ikke læses som et tal.", "“{said}” cannot be read as a number."),
    "catalogue.number_out_of_range": ("Tallet {said} er for stort eller for lille.", "The number {said} is too large or too small."),
    "catalogue.currency_unknown": ("Valutaen »{said}« kendes ikke.", "The currency “{said}” is not known."),
    "catalogue.too_many_cells": (
        "Linjen har {cells} felter, men der er {headings} overskrifter: et skilletegn står måske i en tekst uden anførselstegn.",
        "The line has {cells} cells but there are {headings} headings: a separator may stand in a text without quotes.",
    ),
    "catalogue.quote_not_closed": (
        "Et anførselstegn åbnes, men lukkes ikke.", "A quotation mark is opened but not closed.",
    ),
    "catalogue.cell_too_long": (
        "Et felt er længere end {allowed} tegn.", "A cell is longer than {allowed} characters.",
    ),
    "catalogue.not_orderable": (
        "Leverandøren angiver selv, at varen ikke kan bestilles.", "The supplier says that the item cannot be ordered.",
    ),
    "catalogue.line_unreadable": (
        "Linjens felt {column} kan ikke læses.", "The line's field {column} cannot be read.",
    ),
}

_WARNINGS: dict[str, tuple[str, str]] = {
    "catalogue.gtin_check_digit": ("GTIN {said} har forkert kontrolciffer.", "GTIN {said} has a wrong check digit."),
    "catalogue.gtin_length": (
        "GTIN »{said}« har ikke 8, 12, 13 eller 14 cifre.", "GTIN “{said}” does not have 8, 12, 13 or 14 digits.",
    ),
    "catalogue.unspsc_unknown": (
        "UNSPSC {said} findes ikke i den indlæste liste.", "UNSPSC {said} is not in the list that is loaded.",
    ),
    "catalogue.unspsc_malformed": ("UNSPSC »{said}« er ikke 8 cifre.", "UNSPSC “{said}” is not 8 digits."),
    "catalogue.vat_foreign": ("Momssatsen {said} % er ikke dansk.", "The VAT rate {said} % is not Danish."),
    "catalogue.vat_unreadable": (
        "Momsen »{said}« kan ikke læses; standardsatsen er brugt.", "The VAT “{said}” cannot be read; the standard rate is used.",
    ),
    "catalogue.no_name": (
        "Varen har ingen tekst; varenummeret vises i stedet.", "The item has no text; its number is shown instead.",
    ),
    "catalogue.text_missing_da": ("Den danske tekst mangler.", "The Danish text is missing."),
    "catalogue.text_missing_en": ("Den engelske tekst mangler.", "The English text is missing."),
    "catalogue.text_shortened": (
        "En tekst er længere end {allowed} tegn og er afkortet.", "A text is longer than {allowed} characters and was shortened.",
    ),
    "catalogue.price_zero": ("Prisen er 0.", "The price is 0."),
    "catalogue.price_overlaps": (
        "To priser gælder samme dag og antal; den første er brugt.", "Two prices apply on the same day and quantity; the first is used.",
    ),
    "catalogue.currency_differs": (
        "Prisen er i {said}, aftalen i {agreement}: priserne kan ikke sammenlignes.",
        "The price is in {said}, the agreement in {agreement}: the prices cannot be compared.",
    ),
    "catalogue.validity_expired": ("Prisen gjaldt kun til og med {said}.", "The price was valid only until {said}."),
    "catalogue.validity_unreadable": (
        "Datoen »{said}« kan ikke læses; prisen gælder fra godkendelsen.", "The date “{said}” cannot be read; the price applies from approval.",
    ),
    "catalogue.validity_reversed": (
        "Prisens slutdato ligger før startdatoen; den pris er udeladt.", "The price ends before it begins; that price is left out.",
    ),
    "catalogue.pack_unknown": (
        "Det fremgår ikke, hvor mange stk enheden »{said}« indeholder.", "It is not said how many pieces the unit “{said}” holds.",
    ),
    "catalogue.pack_unreadable": (
        "Pakningen »{said}« kan ikke læses.", "The pack “{said}” cannot be read.",
    ),
    "catalogue.quantity_break_unreadable": (
        "Mængderabatten »{said}« kan ikke læses og er udeladt.", "The quantity break “{said}” cannot be read and is left out.",
    ),
    "catalogue.contract_differs": (
        "Dokumentet nævner aftale {said}, men er indlæst under {agreement}.",
        "The document names agreement {said} but was imported under {agreement}.",
    ),
    "catalogue.nothing_to_delete": (
        "{said} skal slettes, men er ikke i sortimentet.", "{said} is to be deleted but is not in the assortment.",
    ),
}

_DECISIONS: dict[str, tuple[str, str]] = {
    "catalogue.version_decided": (
        "Versionen kan ikke ændres længere: den er allerede afgjort eller afløst af en nyere.",
        "The version can no longer be changed: it has been decided on or replaced by a newer one.",
    ),
    "catalogue.which_agreement": (
        "Det kan ikke ses, hvilken aftale kataloget hører til ({said}). Indlæs det under aftalen, eller bed leverandøren om at skrive aftalenummeret.",
        "It cannot be told which agreement the catalogue belongs to ({said}). Import it under the agreement, or ask the supplier to state its number.",
    ),
    "catalogue.not_from_supplier": (
        "Regnearket er ikke afleveret af en leverandør; indlæs det under den aftale, det hører til.",
        "The spreadsheet was not handed in by a supplier; import it under the agreement that it belongs to.",
    ),
    "catalogue.no_line_chosen": ("Sæt først kryds ved de linjer, det gælder.", "First tick the lines that it is about."),
    "catalogue.upload_gone": (
        "Filen ligger her ikke længere. Vælg den igen.",
        "The file is no longer here. Choose it again.",
    ),
    "catalogue.line_not_open": (
        "{lines} af de valgte linjer venter ikke på godkendelse. Genindlæs siden.",
        "{lines} of the chosen lines are not waiting for approval. Reload the page.",
    ),
    "catalogue.own_item_of_another": (
        "Den egne vare hører til en anden organisation.", "The own item belongs to another body.",
    ),
    "catalogue.own_item_number_taken": (
        "Der er allerede en egen vare med nummer {number}.", "There is already an own item with number {number}.",
    ),
    "catalogue.own_item_unit_differs": (
        "Varen måles i {item_unit}, den egne vare i {own_unit}: de kan ikke stå for hinanden.",
        "The item is measured in {item_unit}, the own item in {own_unit}: one cannot stand for the other.",
    ),
    "catalogue.unspsc_file": (
        "Filen kan ikke læses som UNSPSC-liste: linje {line} har ingen kode på 8 cifre.",
        "The file cannot be read as a UNSPSC list: line {line} has no code of 8 digits.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = _FILE_FAULTS | _LINE_FAULTS | _WARNINGS | _DECISIONS
