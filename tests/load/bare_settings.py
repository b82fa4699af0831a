"""The same database, server and middleware; only the view is another one.

With PLAIN=1 the middleware too is no more than that of a new Django project.
"""

import os

from tests.load.settings import *  # noqa: F403 - all settings of the site itself

ROOT_URLCONF = "tests.load.bare"
if os.environ.get("PLAIN") == "1":
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
