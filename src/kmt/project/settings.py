"""Settings of Django, from the one environment object; safe by default."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from kmt.entrance import languages
from kmt.project import environment

ENV = environment.read()
KMT_ENV = ENV.name
if KMT_ENV != "test":
    environment.keep_to_this_user(ENV)
DEBUG = False
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.hosts
ROOT_URLCONF = "kmt.project.urls"
WSGI_APPLICATION = "kmt.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Our rooms stand before the parts, so that our page for "log in" is found before theirs.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "kmt.kernel",
    "kmt.vocabulary",
    "kmt.audit",
    "kmt.access",
    "kmt.lawfulness",
    "kmt.duty",
    "kmt.vault",
    "kmt.retention",
    "kmt.persons",
    "kmt.sharing",
    "kmt.rights",
    "kmt.entrance",
    "kmt.attachments",
    "kmt.connections",
    "kmt.conversation",
    "kmt.intake",
    "kmt.reception",
    "kmt.mailbox",
    "kmt.professionals",
    "kmt.triage",
    "kmt.desk",
    "kmt.advice",
    "kmt.conference",
    "kmt.care",
    "kmt.coordination",
    "kmt.safety",
    "kmt.situation",
    "kmt.plan",
    "kmt.tracks",
    "kmt.shelter",
    "kmt.dossier",
    "kmt.teamwork",
    "kmt.exchange",
    "kmt.insight",
    "kmt.knowledge",
    "kmt.directory",
    "kmt.training",
    "kmt.prevention",
    "kmt.mandate",
    "kmt.finance",
    "kmt.scenarios",
    "kmt.rounds",
    "kmt.factsheets",
    "kmt.governance",
    "kmt.policy_frame",
    "kmt.options",
    "kmt.transition",
    "kmt.project",
    "kmt.partners",  # before allauth: its templates replace those of allauth
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

# What puts headers on an answer stands outside what may answer by itself.
MIDDLEWARE = [
    "kmt.kernel.headers.KeepNothing",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kmt.entrance.fallback.Fallback",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kmt.access.middleware.Door",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kmt.project.menus.page",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {"default": ENV.database, "keys": ENV.keys_database}
DATABASE_ROUTERS = ["kmt.vault.routing.KeysApart"]

# Log-in: e-mail and password, then a second factor; no sign-up, no recovery by e-mail.
AUTH_USER_MODEL = "partners.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_ADAPTER = "kmt.partners.login.AccountAdapter"
MFA_ADAPTER = "kmt.partners.login.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"login": "kmt.partners.forms.LogInForm"}
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/30m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or a PIN: who found it has nothing
MFA_FORMS = {
    "authenticate": "kmt.partners.forms.CodeForm",
    "authenticate_webauthn": "kmt.partners.forms.KeyForm",
    "activate_totp": "kmt.partners.forms.SetUpForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "KMT"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "intake:entrance"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["login", "next", "csrfmiddlewaretoken"]
AXES_USERNAME_CALLABLE = "kmt.partners.login.log_in_name"
AXES_CLIENT_IP_CALLABLE = "kmt.partners.login.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "kmt.project.pages.locked_out"

# Sessions end: after idle minutes, after a working day (access.middleware), with the browser.
SESSION_COOKIE_AGE = ENV.session_idle_minutes * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "kmt.partners.session_store"
SESSION_COOKIE_NAME = "kmt_werk"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # with the browser: who opened the log-in by mistake carries no trace of it
# Not in a cookie: there a message would outlive the log-out, and meet whoever logs in next.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "kmt.project.pages.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = KMT_ENV == "production"
SECURE_SSL_REDIRECT = KMT_ENV == "production"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if KMT_ENV == "production" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
# Nothing that is sent, to whatever address, touches a disk before it is sealed.
FILE_UPLOAD_HANDLERS = ["kmt.attachments.uploads.handler_for"]

# Language comes from the address (/en/…) alone: no cookie, no guess from the browser.
LANGUAGE_CODE = "nl"
LANGUAGES = languages.LANGUAGES
KMT_STAFF_LANGUAGES = languages.STAFF_LANGUAGES
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "statisch/"
# Few small files: whitenoise serves them from where they stand, nothing is collected or copied.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Per process, and so for nothing that must hold for the house: used codes and failed attempts are
# kept in the database. A shared cache would be read with pickle, which runs what it reads.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# The only mails there are carry a signed head of the record (kmt.audit.places), or say that work
# waits and nothing else (kmt.duty.rounds).
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 15
globals().update({k: v for k, v in ENV.record.mail_server.items() if k.startswith("EMAIL_")})

# Logs say what happened to the program, never who was in view (kernel.safe_log).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"safe": {"()": "kmt.kernel.safe_log.SafeFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "safe"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"level": "CRITICAL"},
    },
}

KMT_MASTER_KEY = ENV.master_key
KMT_MASTER_KEY_FILE = ENV.master_key_file
KMT_REGION_FILE = ENV.region_file
KMT_SESSION_HOURS = ENV.session_hours
KMT_FILES_PER_HOUR = ENV.files_per_hour
KMT_DIGEST_AT = ENV.digest_at
KMT_RETENTION_WAIT = ENV.retention_wait
KMT_CLAMAV = ENV.clamav
KMT_MAILBOX = ENV.mailbox
KMT_QUIET_REPORTS = ENV.quiet_reports
KMT_PORT = ENV.port
KMT_PROXIES = ENV.proxies
KMT_AUDIT_HEADS = ENV.var / "audit-heads"
KMT_AUDIT_ORIGIN = f"{'test' if KMT_ENV == 'test' else ENV.hosts[0]}/logboek"
KMT_AUDIT_KEY = ENV.record.key
KMT_AUDIT_KEY_FILE = ENV.record.key_file
KMT_AUDIT_DROP = ENV.record.drop
KMT_AUDIT_MAIL = ENV.record.mail
KMT_AUDIT_WEBHOOK = ENV.record.webhook
KMT_MAIL_FROM = ENV.record.mail_from
KMT_FACTSHEETS = ENV.factsheets
KMT_DEMO = KMT_ENV == "demo"
KMT_ARGON2 = {"time_cost": 3, "memory_cost": 32768, "parallelism": 1}

if KMT_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    KMT_ARGON2 = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    KMT_QUIET_REPORTS = 1_000_000  # thousands of reports in one process, and none may wait
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
