"""The letters that let a person in."""

SENTENCES: dict[str, tuple[str, str]] = {
    "sign_in.given.subject": ("Samkøb: vælg din adgangskode", "Samkøb: choose your password"),
    "sign_in.given.body": (
        ("Hej {name}\n\nDin administrator har givet dig adgang til Samkøb. Vælg en adgangskode her:\n\n{link}\n\n"
        "Linket virker én gang og i {hours} timer. Er det udløbet, så bed din administrator om et nyt."),
        ("Hello {name}\n\nYour administrator has given you access to Samkøb. Choose a password here:\n\n{link}\n\n"
        "The link works once and for {hours} hours. If it has expired, ask your administrator for a new one."),
    ),
    "sign_in.forgotten.subject": ("Samkøb: ny adgangskode", "Samkøb: new password"),
    "sign_in.forgotten.body": (
        ("Hej {name}\n\nNogen – forhåbentlig dig – har bedt om en ny adgangskode til Samkøb. Vælg den her:\n\n{link}\n\n"
        "Linket virker én gang og i {hours} timer. Var det ikke dig, skal du ikke gøre noget; din adgangskode er ikke ændret."),
        ("Hello {name}\n\nSomebody – you, we hope – asked for a new password for Samkøb. Choose it here:\n\n{link}\n\n"
        "The link works once and for {hours} hours. If it was not you, do nothing; your password has not been changed."),
    ),
}
