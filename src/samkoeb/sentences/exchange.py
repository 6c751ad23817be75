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
        "{name} har tidligere sendt nummer {number} med et andet indhold (nr. {earlier} i indbakken). Bed om et nyt nummer, eller henlæg dokumentet.",
        "{name} sent number {number} earlier with other content (no. {earlier} in the inbox). Ask for a new number, or dismiss the document.",
    ),
    "exchange.same_content": (
        "Det samme dokument er afleveret før (nr. {earlier} i indbakken) og er behandlet dér.",
        "The same document was handed in earlier (no. {earlier} in the inbox) and was handled there.",
    ),
    "exchange.no_handler": (
        "Dokumentet er læst, men Samkøb tager ikke imod den slags. Det skal være en faktura, kreditnota, ordrebekræftelse, følgeseddel eller et katalog.",
        "The document was read, but Samkøb does not take its kind. It must be an invoice, credit note, order response, despatch advice or catalogue.",
    ),
    "exchange.breaks_rules": (
        "Dokumentet bryder reglerne for sin type (krav, der ikke er opfyldt: {count}): {rules}. Tag det ind alligevel med en begrundelse, eller afvis det.",
        "The document breaks the rules for its type (requirements not met: {count}): {rules}. Take it in anyway and say why, or reject it.",
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
        "Hej\n\nDokument {number} bryder reglerne for sin type:\n\n{faults}\n\nRet det, og send det igen.",
        "Hello\n\nDocument {number} breaks the rules for its type:\n\n{faults}\n\nPut it right and send it again.",
    ),
    "check.too_often": (
        "Der er kontrolleret {most} dokumenter herfra inden for den seneste time. Vent lidt, og prøv igen.",
        "{most} documents were checked from here within the last hour. Wait a while and try again.",
    ),
    "exchange.keeps_stopping": (
        "Behandlingen er begyndt {starts} gange uden at blive færdig. Dokumentet er lagt til side, så de andre kan komme frem.",
        "Handling began {starts} times and never ended. The document was set aside so that the others get through.",
    ),
    # Why something did not leave; {words} are the mail server's or the machine's own.
    "exchange.no_address": (
        "Modtageren har hverken e-mail eller elektronisk adresse. Skriv den på organisationen, og send igen.",
        "The recipient has neither an e-mail nor an electronic address. Write it on the organisation, and send again.",
    ),
    "exchange.mail_address": (
        "»{words}« kan ikke bruges som e-mailadresse. Ret den på organisationen, og send igen.",
        "“{words}” cannot be used as an e-mail address. Put it right on the organisation, and send again.",
    ),
    "exchange.mail_sign_in": (
        "Mailserveren lukker ikke Samkøb ind, så e-mailen venter og prøves igen. Den svarede: {words}",
        "The mail server does not let Samkøb in, so the e-mail waits and is tried again. It answered: {words}",
    ),
    "exchange.mail_not_reached": (
        "Mailserveren svarer ikke, så e-mailen venter og prøves igen ({words}).",
        "The mail server does not answer, so the e-mail waits and is tried again ({words}).",
    ),
    "exchange.mail_later": (
        "Mailserveren vil have e-mailen senere, så den venter og prøves igen. Den svarede: {words}",
        "The mail server wants the e-mail later, so it waits and is tried again. It answered: {words}",
    ),
    "exchange.mail_refused": (
        "Mailserveren tager ikke imod e-mailen. Den svarede: {words}",
        "The mail server does not take the e-mail. It answered: {words}",
    ),
    "exchange.mail_silent": (
        "Mailserveren tav, da den havde fået e-mailen ({words}), så den er måske nået frem. Spørg modtageren, før den sendes igen.",
        "The mail server went silent when it had the e-mail ({words}), so it may have arrived. Ask the recipient before it is sent again.",
    ),
    "exchange.mail_interrupted": (
        "Samkøb blev stoppet, mens e-mailen blev afleveret, så den er måske nået frem. Spørg modtageren, før den sendes igen.",
        "Samkøb was stopped while the e-mail was handed over, so it may have arrived. Ask the recipient before it is sent again.",
    ),
    "exchange.not_put_in_folder": (
        "Filen kan ikke lægges i mappen, så den venter og prøves igen ({words}).",
        "The file cannot be put in the folder, so it waits and is tried again ({words}).",
    ),
    "exchange.rules_unusable": (
        "Et regelsæt kan ikke bruges, så dokumentet venter og prøves igen ({words}).",
        "A set of rules cannot be used, so the document waits and is tried again ({words}).",
    ),
    "exchange.not_sent": ("{words}", "{words}"),
    "exchange.key_without_name": (
        "Skriv, hvilket system nøglen er til, så den kan kendes igen.",
        "Write which system the key is for, so that it can be recognised.",
    ),
    "exchange.link_unknown": (
        "Linket findes ikke. Se efter, at hele adressen fra e-mailen er kommet med.",
        "The link is not known. Check that the whole address from the e-mail was used.",
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
