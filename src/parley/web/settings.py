"""Django's settings: what holds always; what hangs on the record is filled in when it is opened (`serving`)."""

import os

DEBUG = False
SECRET_KEY = ""
GIVEN_SECRET_KEY = os.environ.get("PARLEY_SECRET_KEY", "")
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("PARLEY_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host
]
ROOT_URLCONF = "parley.web.urls"
INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.staticfiles", "parley.web"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parley.web.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "parley.web.refused.Unavailable",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}

APPEND_SLASH = False
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "parley_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"

CSRF_COOKIE_NAME = "parley_csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "parley.web.refused.not_from_here"

# `no-referrer` would make browsers send `Origin: null` with our own forms, which the check against forgery refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# What is uploaded is held in memory and never written beside the record; what is larger is not taken at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without content": {"()": "parley.web.journal.WithoutContent"}},
    "handlers": {"journal": {"class": "logging.StreamHandler", "formatter": "without content"}},
    "root": {"handlers": ["journal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # That an address does not exist, or that a form was refused, is nothing to keep.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        # Whoever waits for a connection in vain says so.
        "psycopg.pool": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
