"""
How gunicorn serves Footnote; `manage.py serve` starts it, and kill -HUP restarts it gently.

    BIND             address to listen at; 127.0.0.1 by default, where a proxy on this machine asks
    PORT             8000 by default
    WEB_CONCURRENCY  processes; 1 by default, and 1 is what SQLite takes
    THREADS          of each process; 8 by default
    WAITING          requests that may wait for each process; who comes then is told to come again
    PATIENCE         seconds that a request may take to arrive, and a reply to get on; 30 by default
"""

import gc
import os
import sys
from typing import Any

from config.env import number

ONE_PROCESS = (
    "WEB_CONCURRENCY is {workers}, and SQLite is for one process with threads: several can damage "
    "its file. Set WEB_CONCURRENCY=1, or name a PostgreSQL database in DATABASE_URL."
)

wsgi_app = "config.wsgi"
bind = "{}:{}".format(os.environ.get("BIND", "127.0.0.1"), number("PORT", default=8000, most=65535))
workers = number("WEB_CONCURRENCY", default=1, most=64)
threads = number("THREADS", default=8, most=64)
worker_class = "config.worker.Threads"
# More than those that wait, so that there is somebody to tell that it is too many.
worker_connections = 2000
# A request that was begun is ended before its process is, at a restart.
graceful_timeout = 30
# Where heartbeats cannot be held up by a slow disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
control_socket_disable = True
# It would wait for ever for somebody who does not read.
sendfile = False
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.NamelessJSON"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
# Pages give up on a statement that takes this long; commands do not.
os.environ.setdefault("STATEMENT_TIMEOUT", "30")


def on_starting(server: Any) -> None:
    """Whatever named the number of processes, the command line included."""
    postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    if server.cfg.workers > 1 and not postgresql:
        sys.exit(ONE_PROCESS.format(workers=server.cfg.workers))


def post_worker_init(worker: Any) -> None:
    """Each process looks at a connection of its own before it serves anybody."""
    from quiz.keeping import durability  # what a process has before it forks is never made new

    durability.insist()
    # What is loaded by now stays; looking through it again and again for garbage was a
    # twentieth of the time of an answer.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
