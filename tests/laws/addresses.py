"""Every address of the pages, asked as each seat would ask it, and the answers that are compared."""

from parley.documents.formats.writing_out import FORMATS
from parley.record.seat import Seat
from tests.laws import pages
from tests.laws.obtained import Output
from tests.laws.world import World


def asked(method: str, address: str, typed: dict[str, str] | None = None) -> Output:
    """Return what the pages answer the person of the seat, headers and all; the visitor has no person and is no one."""

    def output(world: World, seat: Seat) -> bytes:
        return pages.answer(world, seat, method=method, address=address, typed=typed or {})

    return output


STATEMENT = {
    "words": "We heard the winter.",
    "rendering": "gist",
    "speaker": "not named",
    "happened": "2031-02-01",
    "known": "2031-02-01",
    "attribution": "off the record",
    "terms": "unspecified",
    "token": "ab" * 16,
}
OWN = {**STATEMENT, "room": "OWN"}
OTHER_WORDS = {"words": "We heard the spring.", "step": "save"}
NOTE = {
    "room": "OWN",
    "what_title": "A note",
    "what_words": "Heard.",
    "happened": "unknown",
    "known": "2031-02-01",
    "attribution": "off the record",
    "terms": "unspecified",
    "token": "cd" * 16,
}
NOTES = {"notes": "Tea.\nNorth: yes.", "known": "2031-02-01", "step": "save", "token": "dc" * 16}
ROOM = {"known": "2031-02-01", "token": "ef" * 16}
FORMS_COMPARED = ("position-taken", "meeting-held", "incidents-reported", "role-held", "correction-made", "seat-closed")
READ_ONLY = [
    "/briefing",
    "/briefing.css",
    *(f"/briefing{suffix}" for suffix in FORMATS),
    "/timeline",
    "/timeline.csv",
    "/timeline.json",
    "/calendar.ics",
    "/health",
    "/who",
    "/who/relations.csv",
    "/who/relations.json",
    "/seating",
    "/seating.csv",
    "/seating.json",
    "/issues",
    "/issues/cell",
    "/issues/cell.csv",
    "/issues/cell.json",
    "/meetings",
    "/public-record",
    "/public-record.csv",
    "/public-record.json",
    "/rooms",
    "/rooms/SHARED",
    "/rooms/SHARED.csv",
    "/rooms/SHARED.json",
    "/entries/SEEN",
    "/search",
]
TOLD_TO_ALL_ALIKE = {
    "GET /no-such-page",
    "GET /sign-out",
    "GET /static/parley.css",
    "POST /sign-in",
    "POST /sign-out",
    "GET /language",
    "POST /language",
    "GET /health",
    "POST /note/A_NOTE",
    "POST /record",
    *(f"POST {address}" for address in READ_ONLY),
}
"""What answers every seat of every life in the same words; of all else the answers are to vary, or compare nothing."""

PAGES: dict[str, Output] = {
    **{f"{method} {address}": asked(method, address) for address in READ_ONLY for method in ("GET", "POST")},
    "GET /": asked("GET", "/"),
    "POST /": asked("POST", "/", {"until": "2031-01-02T12:00:00+00:00"}),
    "GET /language": asked("GET", "/language"),
    "POST /language": asked("POST", "/language", {"language": "en", "back": "/who"}),
    "GET /timeline of an issue": asked("GET", "/timeline?issue=AN_ISSUE&kind=position+taken"),
    "GET /timeline as of": asked("GET", "/timeline.csv?as_of=2031-01-03"),
    "GET /timeline as of nonsense": asked("GET", "/timeline?as_of=nonsense"),
    "GET /timeline of what is hidden": asked("GET", "/timeline?issue=UNSEEN"),
    "GET /timeline page": asked("GET", "/timeline?page=2"),
    "GET /who as of": asked("GET", "/who?as_of=2031-01-03"),
    "GET /who as of nonsense": asked("GET", "/who?as_of=nonsense"),
    "GET /who according to": asked("GET", "/who?according_to=A+body"),
    "GET /who page": asked("GET", "/who?page=2"),
    "GET /seating of a round": asked("GET", "/seating?of=A_ROUND&shape=u"),
    "GET /seating of everybody": asked("GET", "/seating.csv?of=A_MEETING"),
    "GET /seating of what is hidden": asked("GET", "/seating?of=UNSEEN"),
    "GET /issues in confidence": asked("GET", "/issues?positions=confidential"),
    "GET /issues/cell of an issue": asked("GET", "/issues/cell?issue=AN_ISSUE&body=A_BODY"),
    "GET /issues/cell in confidence": asked(
        "GET", "/issues/cell.json?issue=AN_ISSUE&body=A_BODY&positions=confidential"
    ),
    "GET /issues/cell of what is hidden": asked("GET", "/issues/cell?issue=UNSEEN&body=A_BODY"),
    "GET /search for words": asked("GET", "/search?q=a"),
    "GET /rooms/HIDDEN": asked("GET", "/rooms/HIDDEN"),
    "GET /rooms/HIDDEN.csv": asked("GET", "/rooms/HIDDEN.csv"),
    "GET /entries/UNSEEN": asked("GET", "/entries/UNSEEN"),
    "GET /sign-in": asked("GET", "/sign-in"),
    "POST /sign-in": asked("POST", "/sign-in", {"login": "nobody@nowhere", "password": "none"}),
    "GET /briefing as of": asked("GET", "/briefing?as_of=2031-01-03"),
    "GET /briefing as of nonsense": asked("GET", "/briefing?as_of=nonsense"),
    "GET /briefing.docx as of": asked("GET", "/briefing.docx?as_of=2031-01-03"),
    "GET /briefing.json before everything": asked("GET", "/briefing.json?as_of=1999-01-01"),
    "HEAD /briefing": asked("HEAD", "/briefing"),
    "GET /record": asked("GET", "/record"),
    "POST /record": asked("POST", "/record"),
    **{f"GET /record/{kind}": asked("GET", f"/record/{kind}") for kind in FORMS_COMPARED},
    "POST /record/note-made review": asked("POST", "/record/note-made", {**NOTE, "step": "review"}),
    "POST /record/note-made save": asked("POST", "/record/note-made", {**NOTE, "step": "save"}),
    "POST /record/note-made in hiding": asked("POST", "/record/note-made", {**NOTE, "step": "save", "room": "HIDDEN"}),
    "POST /record/attempt-made on what is hidden": asked(
        "POST", "/record/attempt-made", {**NOTE, "step": "save", "what_issue": "UNSEEN", "what_what": "Tried."}
    ),
    "POST /record/attempt-made on what is absent": asked(
        "POST", "/record/attempt-made", {**NOTE, "step": "save", "what_issue": "ELSEWHERE", "what_what": "Tried."}
    ),
    "POST /record/seat-opened": asked("POST", "/record/seat-opened", {**NOTE, "step": "save"}),
    "GET /note": asked("GET", "/note"),
    "POST /note": asked("POST", "/note", {**NOTES, "room": "OWN"}),
    "POST /note again": asked("POST", "/note", {**NOTES, "room": "OWN"}),
    "POST /note in hiding": asked("POST", "/note", {**NOTES, "room": "HIDDEN"}),
    "GET /note/A_NOTE": asked("GET", "/note/A_NOTE"),
    "POST /note/A_NOTE": asked("POST", "/note/A_NOTE"),
    "GET /note/UNSEEN": asked("GET", "/note/UNSEEN"),
    "GET /open-room": asked("GET", "/open-room"),
    "POST /open-room": asked("POST", "/open-room", {**ROOM, "name": "A room of one's own"}),
    "POST /open-room for nobody": asked("POST", "/open-room", {**ROOM, "name": ""}),
    "POST /open-room for the hidden": asked(
        "POST", "/open-room", {"name": "A", "known": "2031-02-01", "seats": "ELSEWHERE", "token": "fe" * 16}
    ),
    "GET /statement with words": asked("GET", "/statement?words=Said&room=HIDDEN&speaker=UNSEEN"),
    "GET /statement": asked("GET", "/statement"),
    "POST /statement review": asked("POST", "/statement", {**OWN, "step": "review"}),
    "POST /statement edit": asked("POST", "/statement", {**OWN, "step": "edit"}),
    "POST /statement empty": asked("POST", "/statement", {"step": "save"}),
    "POST /statement elsewhere": asked("POST", "/statement", {**STATEMENT, "step": "save", "room": "ELSEWHERE"}),
    "POST /statement in hiding": asked("POST", "/statement", {**STATEMENT, "step": "save", "room": "HIDDEN"}),
    "POST /statement save": asked("POST", "/statement", {**OWN, "step": "save"}),
    "POST /statement save again": asked("POST", "/statement", {**OWN, "step": "save"}),
    "POST /statement save other words": asked("POST", "/statement", {**OWN, **OTHER_WORDS}),
    "GET /no-such-page": asked("GET", "/no-such-page"),
    "GET /static/parley.css": asked("GET", "/static/parley.css"),
    "GET /sign-out": asked("GET", "/sign-out"),
    "POST /sign-out": asked("POST", "/sign-out"),
}
