"""Every address of the pages."""

from django.urls import path, re_path

from parley.documents.formats.writing_out import FORMATS
from parley.web import language, refused
from parley.web.delegation import public_record_page
from parley.web.entrance import (
    account_page,
    enter_page,
    fresh_page,
    front_door,
    health_page,
    invitation_page,
    passkeys,
    public_page,
    signing_in,
)
from parley.web.everyone import (
    briefing_page,
    calendar_page,
    cell_page,
    entry_page,
    first_steps_page,
    guide_page,
    import_page,
    issues_page,
    live_page,
    meetings_page,
    persons_page,
    record_page,
    rooms_page,
    search_page,
    seating_page,
    statement_page,
)
from parley.web.listing import FILES
from parley.web.team import (
    hand_over_page,
    hand_over_received_page,
    hand_over_take_page,
    new_process_page,
    note_page,
    open_room_page,
    open_seat_page,
    timeline_page,
    who_page,
)

A_SECRET, A_REQUEST = r"(?P<secret>[0-9a-f]{64})", r"(?P<request_of>[0-9a-f]{32})"
A_ROOM, AN_ENTRY = r"(?P<room>[0-9a-f]{32})", r"(?P<entry>[0-9a-f]{32})"

urlpatterns = [
    path("", front_door.front_door, name="home"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("passkey", passkeys.passkey_page, name="passkey"),
    path("sign-in-again", fresh_page.fresh_page, name="fresh"),
    re_path(f"^invitation/{A_SECRET}$", invitation_page.invitation_page, name="invitation"),
    re_path(f"^enter/{A_SECRET}$", enter_page.enter_page, name="enter"),
    re_path("^public/(?P<process>[a-z0-9-]{1,60})$", public_page.public_page, name="public"),
    path("account", account_page.account_page, name="account"),
    path("account/add-passkey", account_page.add_passkey_page, name="add-passkey"),
    path("account/remove-passkey", account_page.remove_passkey_page, name="remove-passkey"),
    path("account/password", account_page.password_page, name="password"),
    path("persons", persons_page.persons_page, name="persons"),
    path("new-process", new_process_page.new_process_page, name="new-process"),
    re_path(f"^new-process/{A_REQUEST}$", new_process_page.opened_process_page, name="opened-process"),
    path("guide", guide_page.guide_page, name="guide"),
    path("first-steps", first_steps_page.first_steps_page, name="first-steps"),
    path("language", language.choose_language, name="language"),
    path("briefing", briefing_page.briefing_page, name="briefing"),
    path("briefing.css", briefing_page.briefing_style, name="briefing-style"),
    *(
        path(f"briefing{suffix}", briefing_page.briefing_file, {"suffix": suffix}, name=f"briefing{suffix}")
        for suffix in FORMATS
    ),
    path("timeline", timeline_page.timeline_page, name="timeline"),
    *(path(f"timeline{suffix}", timeline_page.timeline_page, {"suffix": suffix}) for suffix in FILES),
    re_path(f"^calendar/{A_SECRET}.ics$", calendar_page.calendar_feed, name="calendar-feed"),
    path("calendar.ics", calendar_page.calendar_file, name="calendar"),
    path("live", live_page.live, name="live"),
    path("health", health_page.health, name="health"),
    path("who", who_page.who_page, name="who"),
    *(path(f"who/relations{suffix}", who_page.who_page, {"suffix": suffix}) for suffix in FILES),
    path("seating", seating_page.seating_page, name="seating"),
    *(path(f"seating{suffix}", seating_page.seating_page, {"suffix": suffix}) for suffix in FILES),
    path("issues", issues_page.issues_page, name="issues"),
    path("issues/cell", cell_page.cell_page, name="cell"),
    *(path(f"issues/cell{suffix}", cell_page.cell_page, {"suffix": suffix}) for suffix in FILES),
    path("meetings", meetings_page.meetings_page, name="meetings"),
    path("hand-over", hand_over_page.hand_over_page, name="hand-over"),
    path("hand-over.zip", hand_over_page.hand_over_file, name="hand-over-file"),
    path("hand-over/take", hand_over_take_page.hand_over_take_page, name="hand-over-take"),
    re_path(f"^hand-over/{AN_ENTRY}$", hand_over_received_page.hand_over_received_page, name="hand-over-received"),
    path("public-record", public_record_page.public_record_page, name="public-record"),
    *(path(f"public-record{suffix}", public_record_page.public_record_page, {"suffix": suffix}) for suffix in FILES),
    path("rooms", rooms_page.rooms_page, name="rooms"),
    re_path(f"^rooms/{A_ROOM}$", rooms_page.room_page, name="room"),
    *(re_path(rf"^rooms/{A_ROOM}\{suffix}$", rooms_page.room_page, {"suffix": suffix}) for suffix in FILES),
    re_path(f"^entries/{AN_ENTRY}$", entry_page.entry_page, name="entry"),
    path("open-room", open_room_page.open_room_page, name="open-room"),
    path("open-seat", open_seat_page.open_seat_page, name="open-seat"),
    path("note", note_page.note_page, name="note"),
    re_path(f"^note/{AN_ENTRY}$", note_page.proposals_page, name="note-proposals"),
    path("import", import_page.import_page, name="import"),
    path("search", search_page.search_page, name="search"),
    path("record", record_page.record_page, name="record"),
    re_path(r"^record/(?P<kind>[a-z]+(-[a-z]+)*)$", record_page.entry_form_page, name="entry-form"),
    path("statement", statement_page.statement_page, name="statement"),
]

handler400 = refused.not_understood
handler404 = refused.not_found
handler500 = refused.failed
