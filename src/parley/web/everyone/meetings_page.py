"""The meetings, planned beside held, who came, the agenda and who disputes it, and the formats that refusals leave."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from parley.documents.briefing import talks
from parley.documents.briefing.the_round import what_is_expected
from parley.documents.meeting_sheets import MeetingSheet, meeting_sheets
from parley.web.language import words_of
from parley.web.pages import handling_of, page, paper_body, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording

PARTS = (what_is_expected, talks.the_agenda, talks.the_formats, talks.linked_processes)
MOST_SHEETS = 30


class Shown(NamedTuple):
    """A meeting with the address of the form in which a note on it is written."""

    sheet: MeetingSheet
    note: str


@require_safe
@seated
def meetings_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show them, the latest first."""
    words = words_of(request)
    view = view_of(viewer, words=words)
    sheets = meeting_sheets(view)
    left = len(sheets) - MOST_SHEETS
    title = words("Meetings")
    return page(
        request,
        "meetings.html",
        viewer=viewer,
        title=title,
        handling=handling_of(viewer, words=words),
        body=paper_body(viewer, view, parts=PARTS, title=title, headed=False),
        meetings=[Shown(one, _note(one, words=words)) for one in sheets[:MOST_SHEETS]],
        earlier=words.count("{n} earlier meeting", "{n} earlier meetings", left) if left > 0 else "",
    )


def _note(sheet: MeetingSheet, *, words: Wording) -> str:
    """Return the address of the form of a note to file, with what is known of the meeting filled in."""
    given = {"what_title": words("Note on {name}", name=sheet.name), "what_meeting": sheet.id}
    given["happened"] = sheet.happened.written()
    return f"{reverse('entry-form', args=['note-made'])}?{urlencode(given)}"
