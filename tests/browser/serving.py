"""Footnote as gunicorn serves it, in a process of its own, on the database of this one."""

import os

from tests.servers.commands import url_of_tests
from tests.servers.site import GUNICORN, Site


def serving(port=None):
    return Site(GUNICORN, os.environ | {"DATABASE_URL": url_of_tests()}, port)
