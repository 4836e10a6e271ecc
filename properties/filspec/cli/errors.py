"""What every verb does when it cannot do what it was asked."""

GOOD, FINDING, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all is well, something was found, the input is no use, somebody pressed Ctrl-C."""


class BadInput(Exception):  # noqa: N818 (it says what it is)
    """The input is no use; the message is one sentence that says why and what to do."""


class Finding(Exception):  # noqa: N818 (it says what it is)
    """The run was possible and something is wrong; the message is one sentence that says what."""
