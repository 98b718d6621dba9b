"""`python -m unlisted`: the same as the command `unlisted`."""

import sys

from unlisted.command.program import main

sys.exit(main())
