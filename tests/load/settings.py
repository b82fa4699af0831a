"""The production settings, with static files collected into a folder of the run."""

import os

from config.settings import *  # noqa: F403

STATIC_ROOT = os.environ["COLLECTED"]
