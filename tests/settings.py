"""The settings of the suite: the real ones, in the environment that owns no data."""

import os

os.environ["KMT_ENV"] = "test"

from kmt.project.settings import *  # noqa: F403
