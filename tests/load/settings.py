"""The production settings, with static files collected into a folder of the run."""

import os

from config.settings import *  # noqa: F403 - all settings of production, but for one folder

STATIC_ROOT = os.environ["COLLECTED"]
