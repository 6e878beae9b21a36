"""Real Word files and mails, and hostile ones, made as a test needs them."""

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]><x>&b;&c;</x>'
)


def word(*paragraphs, change=None):
    """A Word file of these paragraphs; those that begin with # are headings; `change` may do more to it."""
    document = Document()
    for words in paragraphs:
        if words.startswith("#"):
            document.add_heading(words[1:])
        else:
            document.add_paragraph(words)
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def tracked(paragraph, name, words):
    """Put an insertion, or a deletion, that was tracked into a paragraph."""
    tag = "w:delText" if name == "del" else "w:t"
    run = f'<w:r><{tag} xml:space="preserve">{words}</{tag}></w:r>'
    put(paragraph, f'<w:{name} {nsdecls("w")} w:id="1" w:author="Secret Author">{run}</w:{name}>')


def put(paragraph, made):
    """Put XML into a paragraph that python-docx cannot make."""
    paragraph._p.append(parse_xml(made))  # noqa: SLF001 - the library has no other way in


def mail(body="We meet on Monday.", *, page="", attached=(), **headings):
    """A mail with these headings."""
    message = EmailMessage()
    given = {"From": "North <n@example.org>", "To": "desk@example.org", "Subject": "Monday", **headings}
    for name, value in {"Date": "Thu, 09 Jan 2031 10:00:00 +0300", **given}.items():
        message[name] = value
    if body:
        message.set_content(body)
    if page:
        (message.add_alternative if body else message.set_content)(page, subtype="html")
    for name, file in attached:
        message.add_attachment(file, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def repacked(file, parts):
    """An office file with some of its parts put in the place of its own, or added."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue()
