"""Every address of the pages, asked as each seat would ask it, and the answers that are compared."""

import zlib
from base64 import b64encode

from parley.actions.pack_file import pack_file
from parley.actions.pack_text import read_pack
from parley.documents.formats.writing_out import FORMATS
from parley.record.seat import Seat
from parley.web.everyone.import_tables import digest
from parley.wording import wording
from tests.laws import pages
from tests.laws.obtained import Output
from tests.laws.world import World


def asked(
    method: str, address: str, typed: dict[str, str | bytes] | None = None, headers: dict[str, str] | None = None
) -> Output:
    """Return what the pages answer the person of the seat, headers and all; the visitor has no person and is no one."""

    def output(world: World, seat: Seat) -> bytes:
        return pages.answer(world, seat, method=method, address=address, typed=typed or {}, headers=headers or {})

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
PACK = read_pack("""\
hand-over: 1
from: Lake talks
to: Harbour talks
given by: The lake desk
as of: 2031-01-02T00:00Z
pack:
  parley: 1
  process: lake
  entries:
  - {key: public, kind: room opened, name: Public, everyone: yes, made by: desk, happened: unknown, known: 2031-01-01, attribution: on the record}
  - {key: desk, kind: seat opened, name: The lake desk, role: desk, room: public, made by: desk, happened: unknown, known: 2031-01-01, attribution: on the record}
""")  # noqa: E501 - an entry a line
TAKEN = {
    "pack": b64encode(zlib.compress(PACK.text.encode())).decode(),
    "known": "2031-02-01",
    "attribution": "off the record",
    "terms": "unspecified",
    "token": "ce" * 16,
}
ROOM = {"known": "2031-02-01", "token": "ef" * 16}
IMPORTED = {"known": "2031-02-01", "token": "ba" * 16}
TEXT = {**IMPORTED, "note-0": "Tea.", "note-0-title": "Tea", "note-0-known": "2031-02-01", "note-0-keep": "yes"}
ALWAYS = {"basis": "claimed", "since": "unknown"}
TABLE = {
    **IMPORTED,
    "table-0": "ROWS_OF_IT",
    "table-0-title": "Delegations",
    "table-0-heading": "0",
    "table-0-kind": "role held",
    "table-0-column-0": "body",
    "table-0-column-1": "role",
    "table-0-known": "2031-02-01",
    "table-0-shown": digest(kind="role held", columns=("body", "role"), always=ALWAYS, decided=""),
    **{f"table-0-always-{name}": value for name, value in ALWAYS.items()},
}
FORMS_COMPARED = ("position-taken", "meeting-held", "incidents-reported", "role-held", "correction-made", "seat-closed")
NOBODY = "0" * 64
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
    "/hand-over",
    "/hand-over.zip",
    "/hand-over/A_PACK",
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
    "GET /static/live.js",
    "GET /static/passkey.js",
    "POST /sign-in",
    "GET /language",
    "POST /language",
    "GET /health",
    "POST /note/A_NOTE",
    "POST /record",
    "GET /passkey",
    "POST /passkey",
    "POST /passkey with nothing",
    "GET /invitation/A_SECRET",
    "POST /invitation/A_SECRET",
    "GET /enter/A_SECRET",
    "POST /enter/A_SECRET",
    "GET /public/absent",
    "POST /public/absent",
    "POST /account",
    "POST /guide",
    "GET /calendar/A_SECRET.ics of nobody",
    "POST /calendar/A_SECRET.ics",
    "GET /briefing.json before everything",
    "GET /entries/UNSEEN",
    "GET /hand-over/UNSEEN",
    "GET /issues/cell",
    "GET /issues/cell of what is hidden",
    "GET /issues/cell.csv",
    "GET /issues/cell.json",
    "GET /rooms/HIDDEN",
    "GET /rooms/HIDDEN.csv",
    "GET /seating of what is hidden",
    "POST /",
    "POST /first-steps",
    "POST /live",
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
    "GET /live": asked("GET", "/live"),
    "POST /live": asked("POST", "/live"),
    "GET /live from the beginning": asked("GET", "/live?since=&lines=yes"),
    "GET /live from midway": asked("GET", "/live?since=MIDWAY&lines=yes"),
    "GET /live without lines": asked("GET", "/live?since=MIDWAY"),
    "GET /live after a cut": asked("GET", "/live?since=&lines=yes", headers={"Last-Event-ID": "MIDWAY"}),
    "GET /live since what is hidden": asked("GET", "/live?since=BEYOND&lines=yes"),
    "GET /live after a cut in hiding": asked("GET", "/live?since=MIDWAY", headers={"Last-Event-ID": "BEYOND"}),
    "GET /live since nonsense": asked("GET", "/live?since=nonsense"),
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
    "GET /import": asked("GET", "/import"),
    "POST /import": asked("POST", "/import", {"room": "OWN", "text": "Tea.\nNorth: yes.", "step": "preview"}),
    "POST /import nothing": asked("POST", "/import", {"room": "OWN", "text": " ", "step": "preview"}),
    "POST /import in hiding": asked("POST", "/import", {"room": "HIDDEN", "text": "Tea.", "step": "preview"}),
    "POST /import a table": asked("POST", "/import", {"room": "OWN", "text": "A_TABLE", "step": "preview"}),
    "POST /import a table to others": asked("POST", "/import", {"room": "SHARED", "text": "A_TABLE"}),
    "POST /import look": asked("POST", "/import", {**TABLE, "room": "SHARED", "step": "look"}),
    "POST /import save a table": asked("POST", "/import", {**TABLE, "room": "OWN", "step": "save"}),
    "POST /import save": asked("POST", "/import", {**TEXT, "room": "OWN", "step": "save"}),
    "POST /import save again": asked("POST", "/import", {**TEXT, "room": "OWN", "step": "save"}),
    "POST /import save in hiding": asked("POST", "/import", {**TEXT, "room": "HIDDEN", "step": "save"}),
    "GET /hand-over to another": asked("GET", "/hand-over?to=A_LINK&seat="),
    "GET /hand-over to those a seat stands for": asked("GET", "/hand-over?to=A_LINK&seat=A_TAKER"),
    "GET /hand-over to what is hidden": asked("GET", "/hand-over?to=UNSEEN&seat="),
    "GET /hand-over.zip to another": asked("GET", "/hand-over.zip?to=A_LINK&seat="),
    "GET /hand-over.zip to those a seat stands for": asked("GET", "/hand-over.zip?to=A_LINK&seat=A_TAKER"),
    "GET /hand-over.zip to what is hidden": asked("GET", "/hand-over.zip?to=UNSEEN&seat=ELSEWHERE"),
    "GET /hand-over/UNSEEN": asked("GET", "/hand-over/UNSEEN"),
    "GET /hand-over/take": asked("GET", "/hand-over/take"),
    "POST /hand-over/take": asked("POST", "/hand-over/take", {"file": pack_file(PACK, words=wording())}),
    "POST /hand-over/take nothing": asked("POST", "/hand-over/take"),
    "POST /hand-over/take review": asked("POST", "/hand-over/take", {**TAKEN, "room": "OWN", "step": "review"}),
    "POST /hand-over/take in hiding": asked("POST", "/hand-over/take", {**TAKEN, "room": "HIDDEN", "step": "save"}),
    "POST /hand-over/take save": asked("POST", "/hand-over/take", {**TAKEN, "room": "OWN", "step": "save"}),
    "GET /hand-over/A_PACK taken": asked("GET", "/hand-over/A_PACK"),
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
    "GET /passkey": asked("GET", "/passkey"),
    "POST /passkey": asked("POST", "/passkey", {"step": "ask"}),
    "POST /passkey with nothing": asked("POST", "/passkey", {"step": "answer", "credential": "{}"}),
    "GET /sign-in-again": asked("GET", "/sign-in-again?on=/persons"),
    "POST /sign-in-again": asked("POST", "/sign-in-again", {"password": "wrong", "step": "password"}),
    "GET /invitation/A_SECRET that holds": asked("GET", "/invitation/INVITATION"),
    "POST /invitation/A_SECRET that holds": asked("POST", "/invitation/INVITATION", {"step": "passkey"}),
    "POST /invitation/A_SECRET refused": asked("POST", "/invitation/INVITATION", {"step": "password", "password": "a"}),
    "GET /enter/A_SECRET that holds": asked("GET", "/enter/ENTRANCE"),
    "GET /invitation/A_SECRET": asked("GET", f"/invitation/{NOBODY}"),
    "POST /invitation/A_SECRET": asked("POST", f"/invitation/{NOBODY}", {"step": "passkey"}),
    "GET /enter/A_SECRET": asked("GET", f"/enter/{NOBODY}"),
    "POST /enter/A_SECRET": asked("POST", f"/enter/{NOBODY}"),
    "GET /public/absent": asked("GET", "/public/absent"),
    "POST /public/absent": asked("POST", "/public/absent"),
    "GET /account": asked("GET", "/account"),
    "POST /account": asked("POST", "/account"),
    "GET /account/add-passkey": asked("GET", "/account/add-passkey"),
    "POST /account/add-passkey": asked("POST", "/account/add-passkey", {"credential": "nonsense"}),
    "GET /account/remove-passkey": asked("GET", "/account/remove-passkey"),
    "POST /account/remove-passkey": asked("POST", "/account/remove-passkey", {"passkey": "00"}),
    "GET /account/password": asked("GET", "/account/password"),
    "POST /account/password": asked("POST", "/account/password", {"password": "short", "again": "other", "code": "1"}),
    "GET /persons": asked("GET", "/persons"),
    "POST /persons for nobody": asked("POST", "/persons", {"name": ""}),
    "POST /persons against oneself": asked("POST", "/persons", {"step": "end", "who": "ONESELF"}),
    "GET /new-process": asked("GET", "/new-process"),
    "POST /new-process": asked("POST", "/new-process", {"name": "Talks of one's own", "step": "more"}),
    "POST /new-process with nothing": asked("POST", "/new-process", {"step": "open"}),
    "GET /new-process/A_REQUEST": asked("GET", f"/new-process/{'0' * 32}"),
    "POST /new-process/A_REQUEST": asked("POST", f"/new-process/{'0' * 32}"),
    "GET /open-seat": asked("GET", "/open-seat"),
    "POST /open-seat": asked("POST", "/open-seat", {"name": "A seat", "room": "HIDDEN", "role": "observer"}),
    "GET /calendar/A_SECRET.ics": asked("GET", "/calendar/CALENDAR.ics"),
    "GET /calendar/A_SECRET.ics of nobody": asked("GET", f"/calendar/{NOBODY}.ics"),
    "POST /calendar/A_SECRET.ics": asked("POST", f"/calendar/{NOBODY}.ics"),
    "GET /guide": asked("GET", "/guide"),
    "POST /guide": asked("POST", "/guide"),
    "GET /first-steps": asked("GET", "/first-steps"),
    "POST /first-steps": asked("POST", "/first-steps"),
    "GET /no-such-page": asked("GET", "/no-such-page"),
    "GET /static/parley.css": asked("GET", "/static/parley.css"),
    "GET /static/live.js": asked("GET", "/static/live.js"),
    "GET /static/passkey.js": asked("GET", "/static/passkey.js"),
    "GET /sign-out": asked("GET", "/sign-out"),
    "POST /sign-out": asked("POST", "/sign-out"),
}
