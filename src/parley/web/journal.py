"""The journal of the process: that something failed and where in the code, and nothing of what anybody wrote."""

import logging
import traceback
from datetime import UTC, datetime

MOST_PLACES = 8


class WithoutContent(logging.Formatter):
    """Writes a record's fixed words, never the values in them: an error's message can quote what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line: when, how grave, who says so, its fixed words, and for an error its kind and place."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line = f"{moment:%Y-%m-%dT%H:%M:%SZ} {record.levelname} {record.name}: "
        if record.args:
            line += str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            places = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
            line += f" [{type(error).__name__} at " + " > ".join(f"{one.name}:{one.lineno}" for one in places) + "]"
        return line


class WithoutQuery(logging.Filter):
    """Cuts the query off the addresses in the server's own log of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, its address cut."""
        if isinstance(record.args, tuple):
            record.args = tuple(one.partition("?")[0] if isinstance(one, str) else one for one in record.args)
        return True
