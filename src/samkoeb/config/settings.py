"""Settings, from the environment. What an installation may change is listed in docs/running.md."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from samkoeb.config import sign_in

SOURCE = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("SAMKOEB_HOME", "var")).absolute()


def _flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "samkoeb",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": int(os.environ.get("SAMKOEB_POOL", "16"))}},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # the pool hands out no connection that a restart of the database has broken
        "TEST": {"NAME": os.environ.get("SAMKOEB_TEST_DB", "test_samkoeb")},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///samkoeb"))}

DEBUG = _flag("SAMKOEB_DEBUG")
SECRET_KEY = os.environ.get("SAMKOEB_SECRET_KEY", "only-for-tests-and-checks: `samkoeb start` makes a real one")
ALLOWED_HOSTS = os.environ.get("SAMKOEB_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_ADDRESS = os.environ.get("SAMKOEB_ADDRESS", "http://localhost:" + os.environ.get("SAMKOEB_PORT", "8000"))
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
BEHIND_TLS = PUBLIC_ADDRESS.startswith("https://")
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = int(os.environ.get("SAMKOEB_SESSION_SECONDS", "28800"))
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

ROOMS = ["audit", "organisations", "exchange", "agreements", "catalogue", "budgets", "ordering", "receiving", "invoicing", "ledger"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "axes",
    "samkoeb.base",
    *[f"samkoeb.{room}" for room in ROOMS],
    "samkoeb.web",
]

# OIDC and SAML are switched on by naming them and their provider: config/sign_in.py
SIGN_IN, SIGN_IN_NAMES = sign_in.WAYS, sign_in.NAMES
if SIGN_IN:
    INSTALLED_APPS += sign_in.apps()
    SOCIALACCOUNT_PROVIDERS = sign_in.providers()
    # The person is the one with the e-mail that the provider vouches for: people are made by an administrator, never by signing in.
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samkoeb.web.actor.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
    "samkoeb.web.answers.AnswersMiddleware",
]
ROOT_URLCONF = "samkoeb.config.urls"
WSGI_APPLICATION = "samkoeb.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samkoeb.web.actor.page_context",
            ],
        },
    }
]

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "samkoeb.web.sign_in.PinBackend",
]
# Argon2id resists guessing better than PBKDF2 at a tenth of the time: a ward changes person often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "samkoeb.web.sign_in.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can have letters sent to strangers
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "samkoeb.web.answers.locked_out"
CSRF_FAILURE_VIEW = "samkoeb.web.answers.csrf_failed"
AXES_ENABLED = _flag("SAMKOEB_AXES", "1")

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE.parents[1] / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # ids stand in pages too; amounts are written by our own filters
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
FORMAT_MODULE_PATH = ["samkoeb.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [SOURCE / "web" / "assets" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": os.environ.get("SAMKOEB_STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 210 * 1024 * 1024  # of a request in all, files and fields
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

EMAIL_URL = os.environ.get("SAMKOEB_EMAIL_URL", "")  # smtp://user:password@host:587?tls=1; empty: letters are put in var/mail
DEFAULT_FROM_EMAIL = os.environ.get("SAMKOEB_EMAIL_FROM", "samkoeb@localhost")

# Hostile XML (issue 2, section 4): more than this is refused with a sentence.
XML_LIMITS = {
    "max_bytes": int(os.environ.get("SAMKOEB_XML_BYTES", str(200 * 1024 * 1024))),
    "max_elements": int(os.environ.get("SAMKOEB_XML_ELEMENTS", "5000000")),
    "max_depth": int(os.environ.get("SAMKOEB_XML_DEPTH", "200")),
}
# Larger documents than this are read, and not checked against the official rules (the importer of catalogues weighs their lines itself).
RULES_BYTES = int(os.environ.get("SAMKOEB_RULES_BYTES", str(50 * 1024 * 1024)))
# The page "Check a document", which needs no sign-in: how large a document, and how many an hour from one address.
CHECK_BYTES = int(os.environ.get("SAMKOEB_CHECK_BYTES", str(20 * 1024 * 1024)))
CHECKS_AN_HOUR = int(os.environ.get("SAMKOEB_CHECKS_AN_HOUR", "120"))
PAYMENT_FORMAT = os.environ.get("SAMKOEB_PAYMENT_FORMAT", "pain.001.001.09")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SAMKOEB_LOG", "WARNING")},
}
# Migrations are skipped in tests (tables come from the models) unless asked for; `make check` proves that the two agree.
if _flag("SAMKOEB_TEST_WITHOUT_MIGRATIONS"):
    MIGRATION_MODULES = dict.fromkeys(ROOMS)
    PGTRIGGER_INSTALL_ON_MIGRATE = True
PGTRIGGER_MIGRATIONS = True
SILENCED_SYSTEM_CHECKS = ["account.W001"]
