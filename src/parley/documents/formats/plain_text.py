"""What of a text may stand in any format: one line, no control characters, no reading direction left open."""

import re

SPACES = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
NOT_IN_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
END_OF_EMBEDDING = "\u202c"
END_OF_ISOLATE = "\u2069"
CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", END_OF_EMBEDDING),
    **dict.fromkeys("\u2066\u2067\u2068", END_OF_ISOLATE),
}


def plain(text: str) -> str:
    """Return a text as one line that XML can hold and that cannot turn round the words after it.

    What no format can show becomes the replacement character, so that its place is still seen.
    """
    line = NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", SPACES.sub(" ", text).strip(" "))
    return line + _closing(line)


def _closing(line: str) -> str:
    waiting: list[str] = []
    for character in line:
        if character in CLOSED_BY:
            waiting.append(CLOSED_BY[character])
        elif character == END_OF_EMBEDDING and waiting[-1:] == [END_OF_EMBEDDING]:
            waiting.pop()
        elif character == END_OF_ISOLATE and END_OF_ISOLATE in waiting:
            while waiting.pop() != END_OF_ISOLATE:
                pass
    return "".join(reversed(waiting))
