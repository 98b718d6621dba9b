"""The room ``mailbox``: a mail becomes one sealed draft, and leaves the mailbox after that."""  # noqa: A005
