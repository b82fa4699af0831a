"""Schools in databases of their own, made by the program's own commands."""

from config.settings import BASE_DIR
from tests.servers.commands import manage, production

PACK = str(BASE_DIR / "history" / "packs" / "ancient-rome")
DEMO = """
from quiz.management import demo_class
from quiz.management.commands.demo import PUPIL, TEACHER, make_login
demo_class.make(make_login(*TEACHER, group="Teachers"), make_login(*PUPIL), print)
"""


def done(*words, **environment):
    ended = manage(*words, **environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def made(database, script):
    """What to start further commands on it with."""
    environment = production(database)
    done("migrate", "--verbosity", "0", **environment)
    done("load_pack", PACK, **environment)
    done("shell", "-c", script, **environment)
    return environment


def sums(environment):
    """Of each table one line, which is the same on both databases."""
    return sorted(done("verify", "--sums", **environment).splitlines())
