"""What `documents` says: why a file could not be read as a business document ("documents." and a code of documents/faults.py)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "documents.empty_file": ("Filen er tom.", "The file is empty."),
    "documents.looks_like_zip": (
        "Filen er en ZIP- eller Office-fil. Pak den ud, eller send dokumentet som XML.",
        "The file is a ZIP or Office file. Unpack it, or send the document as XML.",
    ),
    "documents.looks_like_pdf": (
        "Filen er en PDF. En PDF kan ikke behandles som faktura eller ordre; bed afsenderen om det elektroniske dokument (XML).",
        "The file is a PDF. A PDF cannot be handled as an invoice or order; ask the sender for the electronic document (XML).",
    ),
    "documents.not_markup": (
        "Filen er ikke et XML-dokument. Bed afsenderen om det elektroniske dokument (XML).",
        "The file is not an XML document. Ask the sender for the electronic document (XML).",
    ),
    "documents.not_xml": (
        "Filen er ikke gyldig XML; fejlen står på linje {line}. Bed afsenderen om at sende dokumentet igen.",
        "The file is not well-formed XML; the fault is on line {line}. Ask the sender to send the document again.",
    ),
    "documents.encoding_not_supported": (
        "Filen er skrevet i tegnsættet {encoding}, som ikke læses. Brug UTF-8.",
        "The file is written in the encoding {encoding}, which is not read. Use UTF-8.",
    ),
    "documents.xml_dtd_refused": (
        "Filen rummer en dokumenttypeerklæring (DTD). Den kan skjule skadeligt indhold og afvises; forretningsdokumenter har ingen.",
        "The file contains a document type declaration (DTD). It can hide harmful content and is refused; business documents have none.",
    ),
    "documents.xml_too_large": (
        "Filen fylder mere end de tilladte {limit} byte.",
        "The file is larger than the permitted {limit} bytes.",
    ),
    "documents.xml_too_deep": (
        "Filens elementer ligger i flere lag end de tilladte {limit}.",
        "The file nests elements deeper than the permitted {limit} levels.",
    ),
    "documents.xml_too_many_elements": (
        "Filen har flere elementer end de tilladte {limit}.",
        "The file has more elements than the permitted {limit}.",
    ),
    "documents.unknown_document_type": (
        "Dokumentet begynder med »{root}« og er ikke en UBL-faktura, kreditnota, ordrebekræftelse, følgeseddel eller et katalog.",
        "The document begins with “{root}” and is not a UBL invoice, credit note, order response, despatch advice or catalogue.",
    ),
    "documents.unknown_format": (
        "Dokumentets format ({customization}) kendes ikke. Det skal være Peppol BIS 3 eller OIOUBL 2.1.",
        "The format of the document ({customization}) is not known. It must be Peppol BIS 3 or OIOUBL 2.1.",
    ),
    "documents.format_not_in_force": (
        "Formatet {format} gælder ikke på dagen. Bed afsenderen om et format, der gælder.",
        "The format {format} is not in force on the day. Ask the sender for one that is.",
    ),
    "documents.missing_field": ("Dokumentet mangler {field}.", "The document lacks {field}."),
    "documents.bad_number": ("»{value}« i {field} er ikke et tal.", "“{value}” in {field} is not a number."),
    "documents.bad_date": (
        "»{value}« i {field} er ikke en dato (åååå-mm-dd).",
        "“{value}” in {field} is not a date (yyyy-mm-dd).",
    ),
    "documents.bad_time": ("»{value}« i {field} er ikke et klokkeslæt.", "“{value}” in {field} is not a time."),
    "documents.bad_truth_value": (
        "»{value}« i {field} er hverken ja eller nej.",
        "“{value}” in {field} is neither true nor false.",
    ),
    "documents.bad_attachment": (
        "Den vedlagte fil {filename} kan ikke pakkes ud (base64).",
        "The enclosed file {filename} cannot be unpacked (base64).",
    ),
    "documents.mixed_currencies": (
        "Dokumentet er i {currency}, men rummer beløb i {found}. Ét dokument har én valuta.",
        "The document is in {currency} but holds amounts in {found}. One document has one currency.",
    ),
    "documents.bad_payment_reference": (
        "Betalingsreferencen {reference} passer ikke til betalingskoden {kind}.",
        "The payment reference {reference} does not fit the payment code {kind}.",
    ),
    "documents.bad_check_digit": (
        "Kontrolcifferet i betalingsreferencen {reference} passer ikke.",
        "The check digit of the payment reference {reference} does not fit.",
    ),
    "documents.bad_payment_amount": (
        "Beløbet {amount} {currency} kan ikke betales: det skal være større end nul, med højst to decimaler.",
        "The amount {amount} {currency} cannot be paid: it must be above zero, with two decimals at most.",
    ),
    "documents.bad_account": (
        "Kontoen {account} ({kind}) kan ikke være rigtig.",
        "The account {account} ({kind}) cannot be right.",
    ),
}
