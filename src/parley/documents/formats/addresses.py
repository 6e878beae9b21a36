"""Addresses of documents: which of them may become a link."""

import re

LINK = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


def may_be_linked(address: str) -> bool:
    """Return whether an address is one of the web; a path on somebody's machine or a script is never a link."""
    return LINK.fullmatch(address) is not None
