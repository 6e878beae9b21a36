"""Handing over to another process: what goes, answered question by question, what stays and why, and the file."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.actions.handing_over import HandOver, NameStays, NoSuchProcess, NotHandedOver, TooMuch, hand_over
from parley.actions.mandate import Action
from parley.actions.pack_file import pack_file
from parley.documents.formats.html import body_html
from parley.documents.hand_over.pack import ten_answers
from parley.process.passing_on import Stays, may_take_over
from parley.record.kinds.papers import HandOverReceived
from parley.record.kinds.process import ProcessLinked
from parley.record.references import EntryId, SeatId
from parley.web.form_fields import by_name, called, errors
from parley.web.language import words_of
from parley.web.pages import allowed, freshly_signed_in, page, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording, mark, mark_count

STAYING = {
    Stays.OF_THE_HOUSE: mark_count(
        "{n} entry tells who sits where or signs in here.", "{n} entries tell who sits where or signs in here."
    ),
    Stays.OTHERS_SIT_THERE: mark_count(
        "{n} entry stands in a room where others than the mediators sit.",
        "{n} entries stand in rooms where others than the mediators sit.",
    ),
    Stays.ANOTHER_MADE_IT: mark_count(
        "{n} entry was made by another seat of the mediators, which may hand it over itself.",
        "{n} entries were made by other seats of the mediators, which may hand them over themselves.",
    ),
    Stays.OFF_THE_RECORD: mark_count("{n} entry is off the record.", "{n} entries are off the record."),
    Stays.NOT_WORD_FOR_WORD: mark_count(
        "{n} entry is not on terms that let it go word for word.",
        "{n} entries are not on terms that let them go word for word.",
    ),
    Stays.NOT_TO_THEM: mark_count(
        "{n} entry may go word for word, but not to those who take over.",
        "{n} entries may go word for word, but not to those who take over.",
    ),
    Stays.RUN_OUT: mark_count(
        "{n} entry is on terms that have run out; ask again.", "{n} entries are on terms that have run out; ask again."
    ),
    Stays.NAMES_ITS_SPEAKER: mark_count(
        "{n} entry names somebody to whom its words may not be ascribed.",
        "{n} entries name somebody to whom their words may not be ascribed.",
    ),
    Stays.RESTS_ON_WHAT_STAYS: mark_count(
        "{n} entry rests on something that stays.", "{n} entries rest on something that stays."
    ),
    Stays.CORRECTION_STAYS: mark_count(
        "{n} entry was corrected by one that stays; wrong words do not go alone.",
        "{n} entries were corrected by one that stays; wrong words do not go alone.",
    ),
}
REFUSED = {
    NameStays: mark(
        "The name of this process may itself not pass. Put it on record where everyone reads it, or on terms that let"
        " it go word for word to the seat that stands for those who take over."
    ),
    NoSuchProcess: mark("Choose a process from the list."),
    TooMuch: mark("The pack would be larger than one that can be taken in one piece."),
}


class HandOverForm(forms.Form):
    """To which process, and which seat here stands for those who take over."""

    def __init__(self, viewer: Viewer, *, words: Wording, typed: object = None) -> None:
        """Offer the linked processes and the seats that the viewer sees."""
        super().__init__(typed, label_suffix="")
        state = viewer.state
        linked = [(one.id, called(state, one)) for one in by_name(state.facts(ProcessLinked), state=state)]
        takers = sorted(may_take_over(state, seat=viewer.seat.id).items(), key=lambda one: (one[1].casefold(), one[0]))
        self.fields["to"] = forms.ChoiceField(
            label=words("To which process?"),
            choices=[("", words("Choose…")), *linked],
            error_messages=errors(words("Choose a process from the list.")),
        )
        self.fields["seat"] = forms.ChoiceField(
            label=words("Which seat here stands for those who take over?"),
            help_text=words("What you may pass on to it word for word goes too. With none, only what everyone reads."),
            choices=[("", words("None")), *takers],
            required=False,
            error_messages=errors(words("Choose a seat from the list, or none.")),
        )


@require_safe
@seated
def hand_over_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what other processes handed over; and to a seat that may, what it would hand over itself."""
    words = words_of(request)
    may = viewer.may(Action.HAND_OVER)
    asked = may and "to" in request.GET
    form = HandOverForm(viewer, words=words, typed=request.GET if asked else None)
    made = _made(form, viewer, words=words) if asked else None
    return page(
        request,
        "hand_over.html",
        viewer=viewer,
        form=form,
        may=may,
        refused=asked and made is None,
        received=_received(viewer, words=words),
        made=made,
        body=body_html(ten_answers(made.pack, words=words)) if made else "",
        staying=[words.count(*STAYING[why], made.staying[why]) for why in Stays if why in made.staying] if made else [],
        going=words.count("{n} entry goes.", "{n} entries go.", made.entries) if made else "",
        query=urlencode({name: form.cleaned_data[name] for name in ("to", "seat")}) if made else "",
        status=422 if asked and made is None else 200,
    )


@require_safe
@seated
@allowed(Action.HAND_OVER)
@freshly_signed_in
def hand_over_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand the pack over as a file; what the seat does not see is as absent as what is not."""
    words = words_of(request)
    made = _made(HandOverForm(viewer, words=words, typed=request.GET), viewer, words=words)
    if made is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="hand-over-{viewer.process}.zip"'}
    return HttpResponse(pack_file(made.pack, words=words), content_type="application/zip", headers=headers)


def _made(form: HandOverForm, viewer: Viewer, *, words: Wording) -> HandOver | None:
    """Return what would be handed over; None where it cannot be, which the form then says."""
    if not form.is_valid():
        return None
    to, taker = EntryId(form.cleaned_data["to"]), form.cleaned_data["seat"]
    try:
        return hand_over(
            viewer.state,
            seat=viewer.seat,
            process=viewer.process,
            to=to,
            taker=SeatId(taker) if taker else None,
            now=viewer.moment,
        )
    except NotHandedOver as refusal:
        form.add_error("to", words(REFUSED[type(refusal)]))
        return None


def _received(viewer: Viewer, *, words: Wording) -> list[tuple[EntryId, str, str, str]]:
    """Return the packs that the seat sees, the latest first: from which process, given by whom, as of when."""
    view = view_of(viewer, words=words)
    found = sorted(viewer.state.facts(HandOverReceived), key=lambda one: (one.known, one.id), reverse=True)
    return [(one.id, one.what.title, one.what.given_by, view.when(one.happened)) for one in found]
