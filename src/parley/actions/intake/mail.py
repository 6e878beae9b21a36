"""A mail: who wrote to whom and when, its words, what it quotes, and the files that hang on it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from parley.actions.intake import characters
from parley.actions.intake.found import MOST_LETTERS, Found, NotTaken, Remark, Text, remark
from parley.actions.intake.mail_html import text_of
from parley.actions.intake.plain import EMPTY, TOO_LONG, title_of
from parley.wording import mark

Reader = Callable[..., Found]
NAMED = ("From", "To", "Cc", "Date", "Subject")
MOST_ATTACHED = 30
MOST_PARTS = 500
BEGINS_QUOTING = re.compile(
    r"-{2,}\s*(original message|message d’origine|message d'origine|исходное сообщение|الرسالة الأصلية|پیام اصلی"
    r"|orijinal ileti|forwarded message)\s*-{2,}|_{20,}",
    re.IGNORECASE,
)
WROTE = re.compile(r"^.{6,200}(wrote|a écrit|писал\(а\)|написал|пишет|كتب|نوشت|şunları yazdı)\s*:$")
LONGEST_HEADING = re.compile(rb"^[A-Za-z-]{1,40}:[^\r\n]{20000}|(?:\r?\n[ \t][^\r\n]*){1000}", re.MULTILINE)
"""No program writes such a heading, and the standard library takes minutes to read one."""

UNREADABLE = (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError)
"""What the standard library meets damaged mails with."""

FOUND = mark("“{where}”, a mail. Files that hang on it: {n}.")
QUOTED = mark("Quoted from earlier mails, kept and marked with “>”: {n} lines.")
NOT_OPENED = mark("Left out, a file that hangs on the mail: {name}. {why}")
FROM_HTML = mark("The mail has no plain words: those of its page are taken, without pictures, links and hidden parts.")
BROKEN = mark("This mail is damaged: open it, copy its words and paste them here.")
TOO_DEEP = mark("This mail holds too many parts or mails within mails: save the one that you need as a file.")
LOST = mark("Letters that the mail does not hold as it says it does, shown as “\N{REPLACEMENT CHARACTER}”: {n}.")
LEFT_OUT = mark("Left out of “{where}”: by which way the mail came, and every heading but {kept}.")


def read_mail(file: bytes, *, where: str, opens: Reader) -> Found:
    """Return the words of a mail, and what the files that hang on it hold.

    Args:
        file: an .eml.
        where: what it is called.
        opens: what reads a file that hangs on it, by keyword `where`.

    Raises:
        NotTaken: when it is damaged, empty or too long.
    """
    if LONGEST_HEADING.search(file):
        raise NotTaken(BROKEN)
    try:
        message = message_from_bytes(file, policy=default)
        if sum(1 for _ in message.walk()) > MOST_PARTS:
            raise NotTaken(TOO_DEEP)
        attached = list(_attached(message))
        text, told = _text(message, where=where)
    except (*UNREADABLE, RecursionError) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(BROKEN) from error
    there = remark(FOUND, where=where, n=len(attached))
    found = Found(texts=(text,), remarks=(there, *told, remark(LEFT_OUT, where=where, kept=", ".join(NAMED))))
    for name, bytes_of_it in attached:
        found += _opened(bytes_of_it, name=name, where=where, opens=opens)
    return found


def _opened(file: bytes, *, name: str, where: str, opens: Reader) -> Found:
    try:
        return opens(file, where=f"{where}: {name}")
    except NotTaken as refusal:
        return Found(remarks=(remark(NOT_OPENED, name=name, why=refusal.why),))


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file that hangs on a mail."""
    for number, part in enumerate(message.iter_attachments() if message.is_multipart() else (), 1):
        if number > MOST_ATTACHED:
            raise NotTaken(TOO_DEEP)
        name = characters.shown(part.get_filename() or f"{part.get_content_type()} {number}")[:100]
        content = part.get_content() if part.get_content_type() == "message/rfc822" else None
        if isinstance(content, EmailMessage):
            yield name, content.as_bytes()
        elif not part.is_multipart():
            payload = part.get_payload(decode=True)
            yield name, payload if isinstance(payload, bytes) else b""


def _text(message: EmailMessage, *, where: str) -> tuple[Text, list[Remark]]:
    body = message.get_body(preferencelist=("plain", "html"))
    words = body.get_content() if isinstance(body, EmailMessage) else ""
    if not isinstance(words, str) or len(words) > MOST_LETTERS:
        raise NotTaken(TOO_LONG, where=where, n=MOST_LETTERS)
    told = []
    if isinstance(body, EmailMessage) and body.get_content_subtype() == "html":
        words = text_of(words)
        told.append(remark(FROM_HTML))
    lost = words.count("\N{REPLACEMENT CHARACTER}")
    told += [remark(LOST, n=lost)] if lost else []
    turns = characters.turned(words)
    words, quoted = _quoted(characters.checked(words, where=where).strip())
    heading = [f"{name}: {_heading(message, name)}" for name in NAMED if _heading(message, name)]
    if not words and not heading:
        raise NotTaken(EMPTY, where=where)
    told += [remark(QUOTED, n=quoted)] if quoted else []
    told += [remark(characters.TURNED, n=turns)] if turns else []
    whole = characters.checked("\n".join([*heading, "", words]), where=where).strip()
    title = title_of(_heading(message, "Subject") or words or where)
    return Text(title=title, words=whole, where=where, dated=_dated(message)), told


def _heading(message: EmailMessage, name: str) -> str:
    """Return a heading in one line, as it is shown."""
    return characters.shown(" ".join(str(message.get(name, "")).split()))


def _dated(message: EmailMessage) -> datetime | None:
    dated = getattr(message.get("Date"), "datetime", None)
    if not isinstance(dated, datetime):
        return None
    # RFC 5322, 3.3: an offset of -0000 is a time in UTC that tells nothing of where it was written.
    return dated.replace(tzinfo=UTC) if dated.tzinfo is None else dated


def _quoted(words: str) -> tuple[str, int]:
    """Return words with every quoted line marked, and how many are; below a line that begins a quotation all are."""
    lines, marked, below = [], 0, False
    for line in words.split("\n"):
        begins = BEGINS_QUOTING.fullmatch(line.strip()) or WROTE.fullmatch(line.strip())
        below = below or bool(BEGINS_QUOTING.fullmatch(line.strip()))
        quoted = line.startswith(">") or below or bool(begins)
        marked += quoted
        lines.append(f"> {line}" if quoted and not line.startswith(">") else line)
    return "\n".join(lines), marked
