"""
The one settings module. With nothing set it runs for development; DEBUG=0 makes it production.

    DEBUG                 1 (default) or 0
    SECRET_KEY            needed when DEBUG=0, at least 50 characters
    ALLOWED_HOSTS         host names, separated by commas; needed when DEBUG=0
    CSRF_TRUSTED_ORIGINS  origins with scheme, separated by commas, where a proxy changes the host
    DATABASE_URL          SQLite beside manage.py by default; postgres://... for many processes
    TIME_ZONE             of due dates, such as Europe/Madrid; UTC by default
    HTTPS                 1 by default when DEBUG=0; 0 only on a closed network without certificates
    BEHIND_PROXY          1 if a proxy ends TLS and always sets or strips X-Forwarded-Proto itself,
                          and ends X-Forwarded-For with the address that asks it
    STATEMENT_TIMEOUT     seconds that PostgreSQL may take for one statement; `serve` sets 30

config/serving.py has those of the server: BIND, PORT, WEB_CONCURRENCY, THREADS, WAITING,
PATIENCE.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from import_export.formats.base_formats import CSV, XLSX

from config import databases
from config.env import flag, hosts, origins, secret_key, time_zone

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = flag("DEBUG", default=True)
SECRET_KEY = secret_key(debug=DEBUG)
ALLOWED_HOSTS = hosts("ALLOWED_HOSTS", debug=DEBUG)
CSRF_TRUSTED_ORIGINS = origins("CSRF_TRUSTED_ORIGINS")
HTTPS = flag("HTTPS", default=not DEBUG)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Ours come first, so that a template of ours wins over one of the admin's.
    "quiz",
    "history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "import_export",
    "axes",
]

MIDDLEWARE = [
    # Sees how long everything below took, and what became of it.
    "config.logs.LogRequests",
    # Outermost, so that redirects to HTTPS, refused hosts and static files carry the policy too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Above WhiteNoise, so that static files are small in development too, where nothing was
    # compressed beforehand. It leaves alone what is compressed already.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, because it turns a refused login into the reply that says so.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ATOMIC_REQUESTS stays off: a page that only reads must not take SQLite's one write lock.
DATABASES = {"default": databases.from_environment(default=BASE_DIR / "db.sqlite3")}

# People and sessions

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Name and address together: a class behind one address does not lock out its neighbours, and a
# stranger elsewhere does not lock out a teacher.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "config.logins.name_as_typed"
# Failed logins hold pupils' names and addresses, which a teacher's admin must not show; successful
# ones are not recorded at all.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True

# A guest is known by the session alone, so it lasts as long as a school term.
SESSION_COOKIE_AGE = 180 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# In the session, so that messages need no cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security. Framing (DENY), sniffing and referrer (same-origin) are as Django sets them.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked from inside, without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # The prefix makes browsers refuse such a cookie from a sister host or without TLS.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
if flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "config.proxy.address_of_the_visitor")
# Promises for every subdomain and to browser vendors are for a school's own domain to make.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
# Chosen in the foot of every page, for guests and accounts alike, and kept by the browser.
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
TIME_ZONE = time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

# Static files: development serves the sources as they are, production what collectstatic made of
# them (named by content, compressed, kept by browsers for ever).

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
AS_WRITTEN = "django.contrib.staticfiles.storage.StaticFilesStorage"
AS_COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": AS_WRITTEN if DEBUG else AS_COLLECTED},
}

# Files that people send: kept in memory, and dropped unread where a request is larger than this, so
# that nobody fills the disk. Django's second handler, which is not here, writes to it.

LARGEST_UPLOAD = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Lists of the admin, as files: whoever may see a list may take it along.

EXPORT_FORMATS = [CSV, XLSX]
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# Logs go to the console and name nobody: axes masks names and addresses, and so does each line of
# production. Development has runserver's lines and says what was wrong in full.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{levelname} {name}: {message}", "style": "{"},
        "json": {"()": "config.logs.NamelessJSON"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        # A page that is not there has its line already.
        "django.request": {"level": "WARNING" if DEBUG else "ERROR"},
        "axes": {"level": "WARNING"},
        "footnote.requests": {"level": "WARNING" if DEBUG else "INFO"},
    },
}
