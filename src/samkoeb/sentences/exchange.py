"""What `exchange` says."""

SENTENCES: dict[str, tuple[str, str]] = {
    "file.not_readable": ("Filen kan ikke læses: {reason}.", "The file cannot be read: {reason}."),
    "exchange.unknown_sender": (
        "Afsenderen {name} ({identifiers}) findes ikke her. Opret leverandøren med CVR eller GLN, og prøv så dokumentet igen.",
        "The sender {name} ({identifiers}) is not known here. Create the supplier with its CVR or GLN, then try the document again.",
    ),
    "exchange.sender_is_another": (
        "Dokumentet er fra {name}, men blev afleveret af {handed_in_by}. En leverandør kan kun aflevere sine egne dokumenter.",
        "The document is from {name} but was handed in by {handed_in_by}. A supplier can only hand in its own documents.",
    ),
    "exchange.number_used_before": (
        "{name} har tidligere sendt nummer {number} med et andet indhold (indbakke {earlier}). Bed om et nyt nummer, eller luk dokumentet.",
        "{name} sent number {number} earlier with other content (inbox {earlier}). Ask for a new number, or dismiss the document.",
    ),
    "exchange.same_content": (
        "Det samme dokument er afleveret før (indbakke {earlier}) og er behandlet dér.",
        "The same document was handed in earlier (inbox {earlier}) and was handled there.",
    ),
    "exchange.no_handler": (
        "Dokumentet er læst, men denne slags dokumenter ({document_type}) tager platformen ikke imod.",
        "The document was read, but the platform does not take documents of this kind ({document_type}).",
    ),
    "exchange.breaks_rules": (
        "Dokumentet bryder {count} krav i reglerne for sin type: {rules}. Tag det ind alligevel med en begrundelse, eller afvis det.",
        "The document breaks {count} requirements of the rules for its type: {rules}. Take it in anyway and say why, or reject it.",
    ),
    "exchange.breaks_no_rules": (
        "Dokumentet er ikke lagt til side, fordi det bryder regler. Se grunden, og læs det igen, når den er rettet.",
        "The document was not set aside for breaking rules. See the reason, and read it again when that is put right.",
    ),
    "exchange.say_why": ("Skriv hvorfor.", "Say why."),
    "exchange.say_shorter": ("Skriv det med højst {longest} tegn.", "Say it in at most {longest} characters."),
    "exchange.letter_subject_broken": (
        "Dokument {number} kunne ikke tages imod",
        "Document {number} could not be taken",
    ),
    "exchange.letter_broken": (
        "Dokument {number} bryder reglerne for sin type:\n\n{faults}\n\nRet det, og send det igen.",
        "Document {number} breaks the rules for its type:\n\n{faults}\n\nPut it right and send it again.",
    ),
    "check.too_often": (
        "Der er kontrolleret {most} dokumenter herfra inden for den seneste time. Vent lidt, og prøv igen.",
        "{most} documents were checked from here within the last hour. Wait a while and try again.",
    ),
    "exchange.keeps_stopping": (
        "Behandlingen er begyndt {starts} gange uden at blive færdig. Dokumentet er lagt til side, så de andre kan komme frem.",
        "Handling began {starts} times and never ended. The document was set aside so that the others get through.",
    ),
    "exchange.no_address": (
        "Modtageren har ingen adresse til denne vej. Skriv e-mail eller endpoint på organisationen, og send igen.",
        "The recipient has no address for this way. Give the organisation an e-mail or endpoint, and send again.",
    ),
    "exchange.key_without_name": (
        "Skriv, hvilket system nøglen er til, så den kan kendes igen.",
        "Write which system the key is for, so that it can be recognised.",
    ),
    "exchange.link_unknown": (
        "Linket findes ikke. Se efter, at hele adressen fra brevet er kommet med.",
        "The link is not known. Check that the whole address from the letter was used.",
    ),
    "exchange.link_expired": (
        "Linket udløb den {expired_on}. Svar på e-mailen, så sender indkøberen et nyt.",
        "The link expired on {expired_on}. Answer the e-mail and the buyer will send a new one.",
    ),
    "exchange.link_used": (
        "Linket blev brugt den {used_on}; svaret er modtaget.",
        "The link was used on {used_on}; the answer was received.",
    ),
    "retention.documents": (
        "Dokumenter ind og ud: fem år efter udgangen af regnskabsåret (bogføringsloven § 12). Derefter fjernes indholdet; sporet består.",
        "Documents in and out: five years after the end of the financial year (Bookkeeping Act § 12). Then the content is removed; the trail stays.",
    ),
    "retention.links": (
        "Engangslinks til leverandører: et år efter udløb.",
        "One-time links for suppliers: one year after they expire.",
    ),
    "retention.trail": (
        "Revisionssporet: altid. Det rummer numre, koder og beløb, ingen navne og ingen fritekst.",
        "The audit trail: for ever. It holds numbers, codes and amounts, no names and no free text.",
    ),
    "api.no_key": (
        "Nøglen mangler eller gælder ikke. Send den i feltet X-API-Key.",
        "The key is missing or not valid. Send it in the header X-API-Key.",
    ),
    "api.send_the_document": (
        "Send dokumentet selv som indhold (application/xml), ikke en formular.",
        "Send the document itself as the body (application/xml), not a form.",
    ),
    "api.not_found": (
        "Det findes ikke, eller nøglen må ikke se det.",
        "It does not exist, or the key may not see it.",
    ),
}
