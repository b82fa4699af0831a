"""How a control starts the site with one of its protections taken away."""

UNPROTECTED = "tests.chaos.unprotected"


def without_insistence(env, database):
    """The environment of a site that starts although its database is set up to lose answers."""
    return {**env, "DATABASE_URL": env["DATABASE_URL"] + database, "WITHOUT": "insistence"}
