"""Bringing in files on the page as a browser does: what is sent, and what is sent back of what was shown."""

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.papers import NoteMade
from parley.record.kinds.rooms import RoomOpened

FIELD = re.compile(r"<(input|select|option|textarea)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


def state(talks, who="team"):
    return fold(reading.seen_by(talks.seat(who), record=talks.record).entries)


def room(talks, name="North caucus", who="team"):
    return next(one.room for one in state(talks, who).facts(RoomOpened) if one.what.name == name)


def filled(answer):
    """What a browser would send back of the preview."""
    page = answer.content.decode()
    sent, select = {}, ""
    for tag, attributes in FIELD.findall(page.partition("<main")[2].partition("</main")[0]):
        given = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
        if tag == "select":
            select = given["name"]
            sent[select] = ""
        elif tag == "option":
            if "selected" in given:
                sent[select] = given["value"]
        elif given.get("type") != "checkbox" or "checked" in given:
            sent.setdefault(given["name"], [])
            sent[given["name"]].append(given["value"])
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in sent.items()}


def brought(talks, file=None, *, text="", who="team", where="North caucus"):
    sent = {"room": room(talks, where, who), "step": "preview", "text": text}
    if file is not None:
        sent["file"] = SimpleUploadedFile("from outside", file)
    return talks.browser(who).post("/import", sent)


def sent(talks, answer, *, step="save", who="team", **changed):
    return talks.browser(who).post("/import", {**filled(answer), "step": step, **changed})


def named(answer, label):
    """The field that is asked about a name."""
    return re.search(rf'<label for="(who-\w+)" dir="auto">{re.escape(label)}</label>', answer.content.decode())[1]


def titles(talks, who="team"):
    return [one.what.title for one in state(talks, who).facts(NoteMade)]
