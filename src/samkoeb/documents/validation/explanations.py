"""What the commonest rules mean, in plain words. The official text is shown beside it: this is help, not the rule."""

from samkoeb.kernel.text import Text

EXPLANATIONS: dict[str, Text] = {
    "BR-02": Text("Fakturaen mangler et nummer.", "The invoice has no number."),
    "BR-03": Text("Fakturaen mangler en dato.", "The invoice has no date."),
    "BR-05": Text("Det står ikke, hvilken valuta fakturaen er i.", "The invoice does not say its currency."),
    "BR-06": Text("Sælgerens navn mangler.", "The seller's name is missing."),
    "BR-07": Text("Køberens navn mangler.", "The buyer's name is missing."),
    "BR-08": Text("Sælgerens postadresse mangler.", "The seller's postal address is missing."),
    "BR-10": Text("Køberens postadresse mangler.", "The buyer's postal address is missing."),
    "BR-13": Text("Totalen uden moms mangler.", "The total without VAT is missing."),
    "BR-14": Text("Totalen med moms mangler.", "The total with VAT is missing."),
    "BR-15": Text("Beløbet til betaling mangler.", "The amount to pay is missing."),
    "BR-16": Text("Fakturaen har ingen linjer.", "The invoice has no lines."),
    "BR-22": Text("Linjen mangler et faktureret antal.", "The line has no invoiced quantity."),
    "BR-23": Text("Linjens antal mangler en enhed.", "The line's quantity has no unit."),
    "BR-24": Text("Linjen mangler et beløb.", "The line has no amount."),
    "BR-25": Text("Linjens vare mangler et navn.", "The line's item has no name."),
    "BR-26": Text("Linjen mangler en pris.", "The line has no price."),
    "BR-27": Text("Varens pris må ikke være negativ.", "The item's price must not be negative."),
    "BR-61": Text(
        "Ved betaling til konto skal kontonummeret stå der.", "Where payment goes to an account, its number must be given."
    ),
    "BR-CO-04": Text("Linjen mangler en momskategori.", "The line has no VAT category."),
    "BR-CO-09": Text(
        "Et momsnummer skal begynde med landets to bogstaver, fx DK.", "A VAT number must begin with its country's two letters, such as DK."
    ),
    "BR-CO-10": Text("Linjernes beløb giver ikke den sum, der står.", "The lines do not add up to the sum that is stated."),
    "BR-CO-13": Text(
        "Totalen uden moms er ikke linjerne minus rabatter plus gebyrer.",
        "The total without VAT is not the lines less allowances plus charges.",
    ),
    "BR-CO-14": Text(
        "Momsen i alt er ikke summen af momsen i hver kategori.", "The total VAT is not the sum of the VAT of each category."
    ),
    "BR-CO-15": Text(
        "Totalen med moms er ikke totalen uden moms plus momsen.", "The total with VAT is not the total without VAT plus the VAT."
    ),
    "BR-CO-16": Text(
        "Beløbet til betaling er ikke totalen med moms minus det forudbetalte (plus afrunding).",
        "The amount to pay is not the total with VAT less what was paid in advance (plus rounding).",
    ),
    "BR-CO-17": Text(
        "Momsbeløbet er ikke grundlaget gange momssatsen.", "The VAT amount is not the taxable amount times the rate."
    ),
    "BR-CO-18": Text("Momsopgørelsen mangler.", "The VAT breakdown is missing."),
    "BR-CO-25": Text(
        "Der skal stå en forfaldsdato eller betalingsbetingelser.", "A due date or payment terms must be given."
    ),
    "BR-CO-26": Text(
        "Sælgeren skal kunne genkendes på et id, et CVR-nummer eller et momsnummer.",
        "The seller must be known by an identifier, a registration number or a VAT number.",
    ),
    "BR-S-02": Text(
        "Med almindelig moms på en linje skal sælgerens momsnummer stå der.",
        "With standard-rated VAT on a line, the seller's VAT number must be given.",
    ),
    "BR-S-08": Text(
        "Grundlaget for almindelig moms er ikke det, som linjer, rabatter og gebyrer med den sats giver.",
        "The taxable amount at a standard rate is not what the lines, allowances and charges at that rate add up to.",
    ),
    "BR-CL-01": Text("Dokumenttypens kode findes ikke på listen.", "The document type's code is not on the list."),
    "BR-CL-04": Text("Valutaens kode findes ikke (ISO 4217).", "There is no such currency code (ISO 4217)."),
    "BR-CL-14": Text("Landets kode findes ikke (ISO 3166-1).", "There is no such country code (ISO 3166-1)."),
    "BR-CL-23": Text(
        "Enhedens kode findes ikke (UN/ECE Recommendation 20 og 21).", "There is no such unit code (UN/ECE Recommendation 20 and 21)."
    ),
    "BR-DEC-23": Text("Linjens beløb må højst have to decimaler.", "The line's amount may have two decimals at most."),
    "PEPPOL-EN16931-R001": Text("Det mangler, hvilken proces fakturaen hører til (ProfileID).", "The business process (ProfileID) is missing."),
    "PEPPOL-EN16931-R003": Text(
        "Køberens reference (fx EAN-kontakt) eller et ordrenummer skal stå der.", "A buyer reference or an order number must be given."
    ),
    "PEPPOL-EN16931-R004": Text(
        "CustomizationID siger ikke Peppol BIS Billing 3.0.", "The CustomizationID does not say Peppol BIS Billing 3.0."
    ),
    "PEPPOL-EN16931-R008": Text("Et element er tomt; udelad det eller udfyld det.", "An element is empty; leave it out or fill it in."),
    "PEPPOL-EN16931-R010": Text("Køberens elektroniske adresse mangler.", "The buyer's electronic address is missing."),
    "PEPPOL-EN16931-R020": Text("Sælgerens elektroniske adresse mangler.", "The seller's electronic address is missing."),
    "PEPPOL-EN16931-R120": Text(
        "Linjens beløb er ikke antal gange pris (efter linjens rabatter og gebyrer).",
        "The line's amount is not quantity times price (after the line's allowances and charges).",
    ),
    "PEPPOL-COMMON-R040": Text(
        "GLN-nummeret er forkert: 13 cifre, hvoraf det sidste er et kontrolciffer.",
        "The GLN is wrong: 13 digits, of which the last is a check digit.",
    ),
    "DK-R-002": Text("Sælgerens CVR-nummer skal stå der.", "The seller's CVR number must be given."),
    "DK-R-014": Text(
        "Et dansk CVR-nummer skal stå med schemeID 0184.", "A Danish CVR number must carry the schemeID 0184."
    ),
}
