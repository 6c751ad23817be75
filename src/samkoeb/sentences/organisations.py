"""What `organisations` says."""

SENTENCES: dict[str, tuple[str, str]] = {
    # Bodies and units
    "organisation.kind_unknown": (
        "»{kind}« er ikke en slags organisation, som Samkøb kender.",
        "“{kind}” is not a known kind of organisation.",
    ),
    "organisation.name_missing": ("Skriv organisationens navn.", "Write the name of the organisation."),
    "organisation.field_unknown": ("Feltet »{field}« findes ikke på en organisation.", "An organisation has no field “{field}”."),
    "organisation.cvr_malformed": (
        "Et CVR-nummer har otte cifre; »{cvr}« har ikke.",
        "A CVR number has eight digits; “{cvr}” has not.",
    ),
    "organisation.cvr_doubtful": (
        "CVR-nummeret {cvr} passer ikke med kontrolcifferet. Det kan være rigtigt (nyere numre kan afvige), men se efter en gang til.",
        "The CVR number {cvr} does not fit its check digit. It may be right (newer numbers can differ), but look again.",
    ),
    "organisation.cvr_taken": ("CVR-nummeret {cvr} er allerede oprettet.", "The CVR number {cvr} is already registered."),
    "organisation.gln_wrong": (
        "GLN-nummeret {gln} kan ikke være rigtigt: det skal have 13 cifre og et kontrolciffer, der passer.",
        "The GLN {gln} cannot be right: it needs 13 digits and a check digit that fits.",
    ),
    "organisation.endpoint_wrong": (
        "Adressen »{endpoint}« kan ikke være rigtig. Skriv slagsens fire cifre, kolon og nummeret: 0088: og et GLN, eller 0184: og et CVR-nummer.",
        "The address “{endpoint}” cannot be right. Write the four digits of its kind, a colon and the number: 0088: and a GLN, or 0184: and a CVR number.",
    ),
    "organisation.succession_of_another_sort": (
        "En leverandør og en offentlig organisation kan ikke efterfølge hinanden.",
        "A supplier and a public body cannot succeed each other.",
    ),
    "organisation.succession_too_early": (
        "Den {on} var organisationen ikke begyndt endnu; vælg en senere dag.",
        "On {on} the organisation had not begun yet; choose a later day.",
    ),
    "organisation.successor_not_there": (
        "Efterfølgeren findes ikke den {on}; vælg en dag i dens gyldighed, eller ret gyldigheden.",
        "The successor does not exist on {on}; choose a day in which it is in force, or change when it is.",
    ),
    "organisation.already_succeeded": (
        "Organisationen er allerede efterfulgt af en anden.",
        "The organisation has already been succeeded by another.",
    ),
    "organisation.succession_circle": (
        "En organisation kan ikke ende med at efterfølge sig selv.",
        "An organisation cannot end up succeeding itself.",
    ),
    "period.ends_before_it_begins": ("Perioden slutter, før den begynder.", "The period ends before it begins."),
    "unit.name_missing": ("Skriv enhedens navn.", "Write the name of the unit."),
    "unit.field_unknown": ("Feltet »{field}« findes ikke på en enhed.", "A unit has no field “{field}”."),
    "unit.parent_of_another_body": (
        "Enheden kan ikke ligge under en enhed i en anden organisation.",
        "The unit cannot lie below a unit of another organisation.",
    ),
    "unit.gln_taken": (
        "Leverings-GLN {gln} bruges allerede af en anden enhed.",
        "The delivery GLN {gln} is already used by another unit.",
    ),
    "unit.is_closed": ("Enheden er allerede lukket pr. {on}.", "The unit was already closed on {on}."),
    "unit.ends_before_it_begins": (
        "Enheden, eller en under den, begynder først senere. Vælg en dag efter den {on}.",
        "The unit, or one below it, only begins later. Choose a day after {on}.",
    ),
    # People and roles
    "person.name_missing": ("Skriv personens navn.", "Write the person's name."),
    "person.email_malformed": ("E-mailadressen kan ikke være rigtig.", "The e-mail address cannot be right."),
    "person.email_taken": ("E-mailadressen bruges allerede af en anden.", "The e-mail address is already used by somebody else."),
    "person.language_unknown": (
        "Sproget »{language}« findes ikke; vælg dansk eller engelsk.",
        "The language “{language}” is not there; choose Danish or English.",
    ),
    "person.pin_malformed": ("En pinkode er fire til otte cifre.", "A PIN is four to eight digits."),
    "person.field_unknown": ("Feltet »{field}« findes ikke på en person.", "A person has no field “{field}”."),
    "substitute.unknown": (
        "Ingen, der arbejder samme sted, hedder »{name}« eller har den e-mail. Skriv hele navnet eller e-mailen.",
        "Nobody who works at the same place is called “{name}” or has that e-mail. Write the whole name or the e-mail.",
    ),
    "person.is_closed": (
        "Personens adgang er lukket. Genåbn den først.",
        "The person's access is closed. Reopen it first.",
    ),
    "person.is_open": ("Personens adgang er allerede åben.", "The person's access is already open."),
    "person.closes_self": (
        "Man kan ikke lukke sin egen adgang. Bed en anden administrator om det.",
        "Nobody can close their own access. Ask another administrator.",
    ),
    "person.last_administrator": (
        "Personen er den eneste administrator af {bodies}. Giv en anden rollen først.",
        "The person is the only administrator of {bodies}. Give the role to somebody else first.",
    ),
    "role.of_the_other_side": (
        "En leverandørs folk kan kun have rollen leverandør, og den kan kun gives hos en leverandør.",
        "A supplier's people can only have the role of supplier, and that can only be given at a supplier.",
    ),
    "substitute.is_closed": ("Stedfortræderens adgang er lukket; vælg en anden.", "The substitute's access is closed; choose another."),
    "substitute.not_a_colleague": (
        "En stedfortræder arbejder samme sted som den, de er stedfortræder for.",
        "A substitute works at the same place as the person they stand in for.",
    ),
    "substitute.has_ended": ("Stedfortræderrollen sluttede allerede den {on}.", "The substitution already ended on {on}."),
    "substitute.is_oneself": ("Man kan ikke være sin egen stedfortræder.", "Nobody can be their own substitute."),
    "role.unknown": ("Rollen »{role}« findes ikke.", "There is no role “{role}”."),
    "role.unit_of_another_body": ("Enheden hører til en anden organisation.", "The unit belongs to another organisation."),
    "role.limit_negative": ("En beløbsgrænse kan ikke være negativ.", "A limit cannot be negative."),
    "role.has_ended": ("Rollen sluttede allerede den {on}.", "The role already ended on {on}."),
    "notification.wrong_value": ("Indstillingen »{key}« kan ikke læses.", "The setting “{key}” cannot be read."),
    # Separation of duties
    "duties.requester_approves": (
        "Du har selv bestilt (eller er stedfortræder for den, der har). En anden skal godkende.",
        "You requested this yourself (or stand in for the one who did). Somebody else must approve it.",
    ),
    "duties.preparer_releases": (
        "Du har selv forberedt betalingskørslen (eller er stedfortræder for den, der har). En anden skal frigive den.",
        "You prepared the payment run yourself (or stand in for the one who did). Somebody else must release it.",
    ),
    "duties.poster_releases": (
        "Du har bogført en af fakturaerne. En anden skal frigive betalingskørslen.",
        "You posted one of the invoices. Somebody else must release the payment run.",
    ),
    "duties.order_approver_approves_invoice": (
        "Du har godkendt ordren, og beløbet er over grænsen. En anden skal godkende fakturaen.",
        "You approved the order, and the amount is above the limit. Somebody else must approve the invoice.",
    ),
    "duties.proposer_confirms_account": (
        "Du har selv skrevet kontonummeret (eller er stedfortræder for den, der har). En anden skal ringe op og bekræfte det.",
        "You wrote the account number yourself (or stand in for the one who did). Somebody else must call back and confirm it.",
    ),
    "duties.counter_approves_adjustment": (
        "Du har selv talt op. En anden skal godkende reguleringen.",
        "You counted yourself. Somebody else must approve the adjustment.",
    ),
    "duties.own_role": (
        "Man kan ikke give sig selv en rolle. Bed en anden administrator om det.",
        "Nobody can give themselves a role. Ask another administrator.",
    ),
    # Settings and bank accounts
    "settings.unknown": ("Indstillingen »{key}« findes ikke.", "There is no setting “{key}”."),
    "settings.wrong_value": ("»{value}« kan ikke bruges som værdi for »{key}«.", "“{value}” cannot be the value of “{key}”."),
    "bank_account.number_wrong": (
        "Kontonummeret kan ikke være rigtigt. Se efter, om cifre er byttet om eller mangler.",
        "The account number cannot be right. See whether digits are swapped or missing.",
    ),
    "bank_account.not_a_supplier": ("Kun leverandører har en konto her.", "Only suppliers have an account here."),
    "bank_account.call_back_missing": (
        "Skriv, hvem du ringede til, og på hvilket kendt nummer. Uden det bekræftes en konto ikke.",
        "Write whom you called, and on which known number. Without that no account is confirmed.",
    ),
    "bank_account.already_decided": ("Der er allerede taget stilling til kontoen.", "The account has already been decided on."),
}
