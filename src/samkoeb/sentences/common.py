"""What every room may say."""

SENTENCES: dict[str, tuple[str, str]] = {
    "not_allowed": (
        "Det har du ikke adgang til.",
        "You do not have access to this.",
    ),
    "text.cpr": (
        "Teksten ligner et CPR-nummer. Skriv den om uden personnummer; intet er gemt.",
        "The text looks like a civil registration (CPR) number. Rewrite it without the number; nothing was saved.",
    ),
    "workflow.step_not_possible": (
        "Det kan ikke lade sig gøre længere: nogen har allerede taget stilling til den. Genindlæs siden, og se, hvor den står.",
        "This is no longer possible: somebody has already acted on it. Reload the page to see where it stands.",
    ),
    "field.missing": ("{field} mangler.", "{field} is missing."),
    "field.too_large": ("»{value}« er et for stort tal.", "“{value}” is too large a number."),
    "field.bad_number": ("»{value}« kan ikke læses som et tal.", "“{value}” cannot be read as a number."),
    "field.bad_month": ("»{value}« kan ikke læses som en måned (åååå-mm).", "“{value}” cannot be read as a month (yyyy-mm)."),
    "field.unusable": (
        "Noget af det indtastede kan ikke gemmes: en tekst er for lang, et tal er for stort, eller der er et tegn med, som ikke kan bruges. Intet er ændret.",
        "Some of what was typed cannot be kept: a text is too long, a number is too large, or there is a character that cannot be used. Nothing was changed.",
    ),
    "form.no_step": (
        "Det kom ikke med, hvilken knap der blev trykket på. Genindlæs siden, og prøv igen; intet er ændret.",
        "Which button was pressed did not come through. Reload the page and try again; nothing was changed.",
    ),
    "field.bad_date": ("»{value}« kan ikke læses som en dato (dd-mm-åååå).", "“{value}” cannot be read as a date (dd-mm-yyyy)."),
    "file.none": ("Vælg en fil først.", "Choose a file first."),
    "file.empty": ("Filen er tom.", "The file is empty."),
    "file.too_large": ("Filen er større end {maximum} MB og blev ikke taget imod.", "The file is larger than {maximum} MB and was not accepted."),
    "unexpected": (
        "Noget gik galt hos os. Intet er gået tabt; driften kan se fejlen under nummer {number}.",
        "Something went wrong on our side. Nothing is lost; operations can find the fault under number {number}.",
    ),
}
