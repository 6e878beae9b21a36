"""Leaks to plant in the product's code: for each channel by which confidential systems have leaked, at least one."""

from dataclasses import dataclass

SQL = "record/migrations/0001_record.sql"
ACCOUNTS = "record/migrations/0002_accounts.sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A leak: its channel, and the places of the code in which other words stand once it is planted."""

    name: str
    channel: str
    places: tuple[tuple[str, str, str], ...]


def leak(name: str, channel: str, *places: tuple[str, str, str]) -> Leak:
    """Return a leak."""
    return Leak(name=name, channel=channel, places=places)


GRANTS = "grant usage on schema parley to public;"


def told_to_all(function: str) -> tuple[str, str, str]:
    """Return the place at which the database gets a function that every seat may call."""
    return SQL, GRANTS, f"{GRANTS}\ncreate function parley.{function};"


COUNTED = (
    "from parley.record.opening import Record\n",
    "from parley.record.opening import Record\n\n\ndef _all(record, what):\n    with record.as_owner() as connection:\n"
    "        return connection.execute(f'select count(*) from {what}').fetchone()[0]\n",
)

OTHERS = (
    "from parley.web.viewer import Viewer",
    "from parley.web.viewer import Viewer, _SERVED",
)
STREAMS = (
    "from parley.web.viewer import Came, came_since",
    "from parley.web.viewer import _SERVED, Came, came_since",
)
ALL = "(select sum(x.n)::bigint from parley.head x)"
OPEN = (SQL, "    using (room in (select parley.my_rooms()));", "    using (true);")
"""The policy gone; the functions that read still ask whose the rooms are."""

LEAKS = [
    leak("ids from a shared counter", "1 ids", (
        SQL,
        "encode(substr(sha256(uuid_send(in_room) || uuid_send(by_seat) || token), 1, 16), 'hex')::uuid;",
        f"lpad(to_hex({ALL}), 32, '0')::uuid;",
    )),
    leak("numbers over all rooms", "1 ids", (
        SQL, "    if not found then\n        raise exception 'refused' using errcode = 'insufficient_privilege';\n    end if;\nend $$;\n\ncreate function parley.begin_room",
        f"    new_n := {ALL};\nend $$;\n\ncreate function parley.begin_room",
    )),
    leak("heads that count everything", "2 counts", (
        SQL, "    select h.room, h.n\n", f"    select h.room, {ALL}\n",
    )),
    leak("every room is mine", "18 labels", (
        SQL, "    select t.room from parley.seat s join parley.sits t on t.seat = s.id where s.role = session_user;",
        "    select r.id from parley.seat s join parley.room r on r.process = s.process where s.role = session_user;",
    )),
    leak("an entry is given to whoever knows its id", "6 access", OPEN, (
        SQL, " and e.room in (select parley.my_rooms());", ";",
    )),
    leak("everything is read on from the beginning", "6 access", OPEN, (
        SQL, "        from parley.entry x where x.room = h.room and x.n > h.seen order by x.n) e;",
        "        from parley.entry x where x.n > h.seen order by x.n) e;",
    )),
    leak("who opened any room is told", "18 labels", OPEN, (
        SQL, "        from parley.entry x where x.room = r.room and x.n = 1\n", "        from parley.entry x where x.n = 1\n",
    )),
    leak("whoever calls a function is its owner", "6 access", (SQL, "using (session_user = %1$L)", "using (true)"), (
        SQL, " and e.room in (select parley.my_rooms());", ";",
    )),
    leak("who sits in the public room", "18 labels", (SQL, "and not r.everyone", "and true")),
    leak("who sits in any room", "18 labels", (SQL, "    where s.role = session_user and r.id = any (rooms);", "    where r.id = any (rooms);"),
         (SQL, "    join parley.sits m on m.seat = s.id\n    join parley.room r on r.id = m.room\n",
          "    join parley.room r on r.process = s.process\n")),
    leak("seats can be listed", "15 accounts", (SQL, "grant usage on schema parley to public;",
         "grant usage on schema parley to public; grant select on parley.seat to public;")),
    leak("heads can be read", "14 proofs", (SQL, "grant usage on schema parley to public;",
         "grant usage on schema parley to public; grant select on parley.head to public;")),
    leak("sits can be read", "13 relations", (SQL, "grant usage on schema parley to public;",
         "grant usage on schema parley to public; grant select on parley.sits to public;")),
    leak("accounts can be read by seats", "15 accounts", (ACCOUNTS, "create view accounts.account as",
         "grant usage on schema accounts to public; alter default privileges in schema accounts grant select on tables"
         " to public; create view accounts.account as")),
    leak("one clock for all rooms", "16 time", (
        SQL, "        recorded = greatest(asked, h.recorded + interval '1 microsecond'),",
        "        recorded = greatest(asked, (select max(x.recorded) from parley.head x) + interval '1 microsecond'),",
    )),
    leak("a room closed anywhere closes all", "19 writes refused", (
        SQL, "where h.room = in_room and not h.closed", "where h.room = in_room and not exists (select from parley.head x where x.closed)",
    )),
    leak("a token is used once in all rooms", "19 writes refused", (
        SQL, "sha256(uuid_send(in_room) || uuid_send(by_seat) || token)", "sha256(uuid_send(by_seat) || token)",
    )),
    leak("a closed seat cannot be invited", "19 writes refused", (
        SQL, "where s.id = w and s.process = opener.process)) then", "where s.id = w and s.process = opener.process and not s.closed)) then",
    )),
    leak("hidden rooms refuse in other words", "6 error text", (
        SQL, "    if not found then\n        raise exception 'refused' using errcode = 'insufficient_privilege';\n    end if;\nend $$;\n\ncreate function parley.begin_room",
        "    if not found then\n        if new_n is null and exists (select from parley.room r where r.id = in_room) then\n"
        "            raise exception 'not yours' using errcode = 'insufficient_privilege';\n        end if;\n"
        "        raise exception 'refused' using errcode = 'insufficient_privilege';\n    end if;\nend $$;\n\ncreate function parley.begin_room",
    ), (
        "record/writing.py", 'raise NotYours("you do not write in such a room") from error',
        "raise NotYours(str(error.__cause__).splitlines()[0]) from error",
    )),
    leak("a cache shared by seats", "7 caches", (
        "record/reading.py", "        with record.as_seat(seat) as connection:\n            rows = store.entries_after(connection, seen=cursor)\n",
        "        key = (id(record), seat.process, tuple(cursor))\n        if key not in KEPT:\n            with record.as_seat(seat) as connection:\n"
        "                KEPT[key] = store.entries_after(connection, seen=cursor)\n        rows = KEPT[key]\n",
    ), ("record/reading.py", "in_order = attrgetter", "KEPT: dict[object, list[store.EntryRow]] = {}\nin_order = attrgetter")),
    leak("keys of exports handed out once for all", "8 exports", (
        "actions/exporting.py", "        self.taken: set[str] = set()", "        self.taken: set[str] = TAKEN",
    ), ("actions/exporting.py", "class _Dumper(", "TAKEN: set[str] = set()\n\n\nclass _Dumper(")),
    leak("marks of drawings numbered for all", "8 exports", (
        "documents/formats/html.py", "@without_collecting()\ndef to_html(paper: Paper) -> str:", "MADE: list[str] = []\n\n\n@without_collecting()\ndef to_html(paper: Paper) -> str:",
    ), ("documents/formats/html.py", '    sort = "sentence lead" if sentence.lead else "sentence"\n',
        '    MADE.append(sentence.text)\n    sort = f"sentence s{len(MADE)}"\n')),
    leak("the command counts all entries", "2 counts", (
        "cli/export_command.py", *COUNTED,
    ), ("cli/export_command.py", "    text = process_file(state, process=process)\n",
        "        total = _all(record, 'parley.entry')\n    text = f'# of {total}\\n' + process_file(state, process=process)\n")),
    leak("the command says how many rooms are hidden", "18 labels", (
        "cli/brief_command.py", "        paper = brief(", "        with record.as_owner() as owner:\n"
        "            click.echo(owner.execute('select count(*) from parley.room').fetchone()[0])\n        paper = brief(",
    )),
    leak("the list of seats is the store's", "15 accounts", (
        "cli/seat_command.py", "    for line in seats.listed(state):\n        click.echo(line)\n",
        "        for one in seats_at(record, process=process):\n            click.echo(one.key)\n",
    ), ("cli/seat_command.py", "import seat_at\n", "import seat_at, seats_at\n")),
    leak("the list of persons is the accounts'", "15 presence", (
        "cli/person_command.py", "    for one in found:\n",
        "    with the_record() as record, record.as_owner() as owner:\n"
        "        for (login,) in owner.execute('select login from accounts.person order by 1'):\n"
        "            click.echo(login)\n    for one in found:\n",
    )),
    leak("what one seat saw is held for its process", "7 caches", (
        "web/viewer.py", "        held = served.held.get(seat.id) or Held", "        held = served.held.get(seat.process) or Held",
    ), ("web/viewer.py", "        served.held[seat.id] = read\n", "        served.held[seat.process] = read\n")),
    leak("a header tells who else is here", "15 presence", (
        "web/headers.py", '        response["Cache-Control"] = "no-store"\n',
        '        response["Cache-Control"] = "no-store"\n        from parley.web.viewer import _SERVED\n'
        '        response["X-Seats"] = str(len(_SERVED[0].held))\n',
    )),
    leak("a header counts the persons of all seats", "10 metrics", (
        "web/headers.py", '        response["Cache-Control"] = "no-store"\n',
        '        response["Cache-Control"] = "no-store"\n        from parley.record import accounts\n'
        "        from parley.web.viewer import _SERVED\n"
        "        with _SERVED[0].record.as_web() as connection:\n"
        '            response["X-Persons"] = str(connection.execute("select count(*) from accounts.account").fetchone()[0])\n',
    )),
    leak("a file's name tells who else is here", "8 file names", (
        "web/everyone/briefing_page.py", """filename="{name}{suffix}"'},""",
        """filename="{name}-{_here()}{suffix}"'},""",
    ), ("web/everyone/briefing_page.py", "from parley.wording import Wording\n", "from parley.wording import Wording\n\n\n"
        "def _here():\n    from parley.web.viewer import _SERVED\n\n    return len(_SERVED[0].held)\n")),
    leak("a docx tells when it was made", "8 exports", (
        "documents/formats/docx_package.py",
        "    when = datetime.fromtimestamp(int(paper.as_of.timestamp()), UTC).replace(tzinfo=None)",
        "    when = datetime.now(UTC).replace(tzinfo=None)",
    )),
    leak("ids drawn from a sequence", "1 ids", (
        SQL, "encode(substr(sha256(uuid_send(in_room) || uuid_send(by_seat) || token), 1, 16), 'hex')::uuid;",
        "lpad(to_hex(nextval('parley.drawn')), 32, '0')::uuid;",
    ), (SQL, GRANTS, f"{GRANTS} create sequence parley.drawn;")),
    leak("heads of rooms that are not mine", "14 proofs", (
        SQL, "    from parley.seat s join parley.sits t on t.seat = s.id join parley.head h on h.room = t.room\n    where s.role = session_user;",
        "    from parley.head h;",
    )),
    leak("what its author sees may be leant on", "13 relations", (
        "record/leaning.py", "    return ground.sitters.get(room, frozenset()) <= ground.sitters.get(other, frozenset())",
        "    return other in ground.sitters",
    )),
    leak("seats that its author knows may be named", "4 pickers", (
        "record/leaning.py", "        if not _room_sees(room, where, ground=ground):\n            continue\n", "        _ = where\n",
    )),
    leak("whoever there is may be invited", "4 pickers", (
        "record/writing.py", "        if not seats <= _seats_met(self._connection) | {self._seat.id}:\n", "        if not seats:\n",
    )),
    leak("a limit on what all write at once", "6 rate limits", (
        SQL, "begin\n    new_id := encode", "begin\n    if (select count(*) from parley.head e where e.recorded >= asked) > 1 and asked > '2031-01-02' then\n"
        "        raise exception 'refused' using errcode = 'insufficient_privilege';\n    end if;\n    new_id := encode",
    )),
    leak("the same words are taken once in all rooms", "4 uniqueness", OPEN, (
        SQL, "    insert into parley.entry\n    select new_id",
        "    if new_n > 1 and exists (select from parley.entry e where e.body = with_body) then\n"
        "        raise exception 'refused' using errcode = 'insufficient_privilege';\n    end if;\n    insert into parley.entry\n    select new_id",
    )),
    leak("a closed room is said to be closed before it is asked who sits there", "6 error order", (
        SQL, "begin\n    new_id := encode", "begin\n    if (select h.closed from parley.head h where h.room = in_room) then\n"
        "        raise exception 'closed' using errcode = 'insufficient_privilege';\n    end if;\n    new_id := encode",
    ), (
        "record/writing.py", 'raise NotYours("you do not write in such a room") from error',
        "raise NotYours(str(error.__cause__).splitlines()[0]) from error",
    )),
    leak("how much is withheld is said", "18 labels", told_to_all(
        "withheld() returns bigint language sql security definer as"
        " 'select sum(n)::bigint from parley.head where room not in (select parley.my_rooms())'",
    ), (
        "actions/papers.py", "    return briefing(state, process=process, seat=seat.key, moment=moment, wording=words)",
        '    with record.as_seat(seat) as connection:\n        withheld = connection.execute("select parley.withheld()").fetchone()[0]\n'
        "    paper = briefing(state, process=process, seat=seat.key, moment=moment, wording=words)\n"
        "    return type(paper)(**{one: getattr(paper, one) for one in paper.__slots__} | {'handling': f'{withheld} withheld'})",
    )),
    leak("the export of one is the export of all", "8 exports", (
        "cli/export_command.py", 'if whole else _view(record, process=process, seat=seat or "")', "if whole or seat else EMPTY",
    )),
    leak("the export tells how large the store is", "17 size", ("cli/export_command.py", *COUNTED), (
        "cli/export_command.py", "    text = process_file(state, process=process)\n",
        "        size = _all(record, \"(select from generate_series(1, pg_relation_size('parley.entry') / 8192)) pages\")\n"
        "    text = f'# {size}\\n' + process_file(state, process=process)\n",
    )),
    leak("seats are listed by who was active last", "5 order", (
        "cli/seat_command.py", "    for line in seats.listed(state):\n",
        "        with record.as_owner() as owner:\n"
        "            rows = owner.execute('select s.key from parley.seat s join parley.entry e on e.seat = s.id group by 1 order by max(e.recorded)')\n"
        "            last = [key for (key,) in rows]\n"
        "    for line in sorted(seats.listed(state), key=lambda one: last.index(key) if (key := one.partition(':')[0]) in last else -1):\n",
    )),
    leak("papers are numbered as they are made for all", "8 exports", (
        "documents/formats/docx_package.py", "    properties.revision = 1\n", "    MADE.append(paper)\n    properties.revision = len(MADE)\n",
    ), ("documents/formats/docx_package.py", "FIRST = (", "MADE: list[Paper] = []\nFIRST = (")),
    leak("the form counts the rooms of all", "4 pickers", (SQL, GRANTS, f"{GRANTS} grant select on parley.room to public;"), (
        "web/everyone/statement_form.py", '"room": room_field(self.rooms.values(), words)', '"room": _counted(viewer, room_field(self.rooms.values(), words))',
    ), (
        "web/everyone/statement_form.py", "def _what_was_said(", "def _counted(viewer, field):\n    from parley.web.viewer import house\n\n"
        "    with house().record.as_seat(viewer.seat) as connection:\n"
        '        field.label += str(connection.execute("select count(*) from parley.room").fetchone()[0])\n    return field\n\n\ndef _what_was_said(',
    )),
    leak("a hidden room is forbidden and an absent one is not", "6 status", (SQL, GRANTS, f"{GRANTS} grant select on parley.room to public;"), (
        "web/recording.py", '    step = request.POST.get("step")\n', '    step = request.POST.get("step")\n'
        "    from parley.web.viewer import house\n\n    with house().record.as_seat(viewer.seat) as connection:\n"
        '        asked = connection.execute("select 1 from parley.room where replace(id::text, \'-\', \'\') = %s", [request.POST.get("room", "")]).fetchone()\n'
        '    if asked and request.POST.get("room") not in form.rooms:\n'
        '        return page(request, "no_statements.html", viewer=viewer, status=403)\n',
    )),
    leak("a header tells when anybody last said anything", "7 last modified", told_to_all(
        "last_change() returns timestamptz language sql security definer as 'select max(recorded) from parley.head'",
    ), (
        "web/headers.py", "        if request.is_secure():\n", "        from parley.web.viewer import _SERVED\n"
        "        with _SERVED[0].record.as_web() as connection:\n"
        '            response["Last-Modified"] = str(connection.execute("select parley.last_change()").fetchone()[0])\n'
        "        if request.is_secure():\n",
    )),
    leak("the search looks through what others saw", "8 search", ("web/everyone/search_page.py", *OTHERS), (
        "web/everyone/search_page.py", "found(viewer.state, asked, most=MOST)", "[one for state in [held.state for held in _SERVED[0].held.values()] for one in found(state, asked, most=MOST)]",
    ), ("web/everyone/search_page.py", "brief(view, one.entry)", "str(one.entry.id)")),
    leak("the rooms of whoever looked last are listed", "18 labels", ("web/everyone/rooms_page.py", *OTHERS), (
        "web/everyone/rooms_page.py", "        state.rooms.values(), key=", "        [one for state in [held.state for held in _SERVED[0].held.values()] for one in state.rooms.values()], key=",
    )),
    leak("an entry that somebody saw has a page for all", "6 access", ("web/everyone/entry_page.py", *OTHERS), (
        "web/everyone/entry_page.py", "        found = viewer.state.entry(EntryId(entry))",
        "        found = next((state.entries[EntryId(entry)] for state in [held.state for held in _SERVED[0].held.values()] if entry in state.entries), None) or viewer.state.entry(EntryId(entry))",
    )),
    leak("a hidden entry is forbidden and an absent one is not", "6 status", ("web/everyone/entry_page.py", *OTHERS), (
        "web/everyone/entry_page.py", "        raise Http404 from error",
        "        if any(entry in state.entries for state in [held.state for held in _SERVED[0].held.values()]):\n            return page(request, 'not_found.html', status=403)\n        raise Http404 from error",
    )),
    leak("a list has as many pages as that of all", "2 counts", ("web/listing.py", *OTHERS), (
        "web/listing.py", "max(-(-len(table.rows) // ROWS_A_PAGE), 1)", "max(-(-max(len(state.entries) for state in [held.state for held in _SERVED[0].held.values()]) // 2), 1)",
    )),
    leak("a note is read with the names that others know", "4 pickers", ("web/team/note_page.py", *OTHERS), (
        "web/team/note_page.py", "        for one in proposed(note.what.words, state=viewer.state)",
        "        for state in [held.state for held in _SERVED[0].held.values()] for one in proposed(note.what.words + ''.join(f'\\n{state.name(a.id)}: yes' for a in state.actors()), state=state)",
    )),
    leak("a twin in csv is named for how much is on record", "8 file names", ("web/listing.py", *OTHERS), (
        "web/listing.py", """filename="{name}{suffix}"'}""", """filename="{name}-{sum(len(state.entries) for state in [held.state for held in _SERVED[0].held.values()])}{suffix}"'}""",
    )),
    leak("what is new is counted from what all have said", "2 counts", ("web/changes.py", *OTHERS), (
        "web/changes.py", "    left = len(new) - MOST_CHANGES", "    left = sum(len(state.entries) for state in [held.state for held in _SERVED[0].held.values()])",
    )),
    leak("the persons of all seats are listed", "18 labels", ("web/everyone/persons_page.py", *OTHERS), (
        "web/everyone/persons_page.py", "for one in persons(viewer.state, seat=viewer.seat)]",
        "for held in _SERVED[0].held.values() for one in held.state.facts(__import__('parley.record.kinds.rooms', fromlist=['x']).PersonSeated)]",
    )),
    leak("a calendar holds what all have planned", "17 calendars", ("web/everyone/calendar_page.py", "import Viewer, viewer_of", "import _SERVED, Viewer, viewer_of"), (
        "web/everyone/calendar_page.py", "to_calendar(dates(view), name=", "to_calendar([one for held in _SERVED[0].held.values() for one in dates(view_of(__import__('dataclasses').replace(viewer, state=held.state), words=words_of(request)))], name=",
    )),
    leak("the strip of rounds counts those of all", "2 counts", (
        "web/phases.py", "    found = []\n    for one in own", "    from parley.web.viewer import _SERVED\n\n    found = []\n    for one in [] if len(_SERVED[0].held) and sum(len(held.state.entries) for held in _SERVED[0].held.values()) % 2 else own",
    )),
    leak("the public record is what anybody has seen", "6 access", ("web/delegation/public_record_page.py", *OTHERS), (
        "web/delegation/public_record_page.py", "in viewer.state.entries.values() if viewer.state.is_public(one))", "in {one.id: one for held in _SERVED[0].held.values() for one in held.state.entries.values()}.values())",
    )),
    leak("whoever may be seated is who sits anywhere", "4 pickers", ("web/team/open_room_page.py", *OTHERS), (
        "web/team/open_room_page.py", "sorted(viewer.state.seats.items(), key=", "sorted({one for held in _SERVED[0].held.values() for one in held.state.seats.items()}, key=",
    )),
    leak("a stream is told of every head", "9 notifications", (
        "web/viewer.py", "state=held.state, cursor=held.cursor, moment=moment)\n\n\ndef visitor_of",
        "state=held.state, cursor={room: n for one in served.held.values() for room, n in one.cursor.items()}, moment=moment)\n\n\ndef visitor_of",
    )),
    leak("the ids of a stream count everything", "9 stream ids", ("web/live/arrivals.py", *STREAMS), (
        "web/live/arrivals.py", "id: {written(arrivals.cursor)}",
        "id: {written(arrivals.cursor)}-{sum(len(held.state.entries) for held in _SERVED[0].held.values())}",
    )),
    leak("a stream says how much is new to all", "9 notifications", ("web/live/arrivals.py", *STREAMS), (
        "web/live/arrivals.py", '"{n} new entries", count)',
        '"{n} new entries", sum(len(held.state.entries) for held in _SERVED[0].held.values()))',
    )),
    leak("terms are not looked at where it is handed over", "8 exports", (
        "process/passing_on.py", "self._by_its_room(entry) or self._by_its_attribution(entry) or self._by_its_terms(entry)", "self._by_its_room(entry)",
    )),
    leak("a pack counts what is left out of it", "2 counts", (
        "actions/handing_over.py", "pack=read_pack(text)", 'pack=read_pack(f"{text}# {sum(going.staying.values())}\\n")',
    )),
    leak("a pack that somebody saw has a page for all", "6 access", ("web/team/hand_over_received_page.py", *OTHERS), (
        "web/team/hand_over_received_page.py", "    found = viewer.state.entries.get(EntryId(entry))\n    if found is None or not isinstance(found.what, HandOverReceived):",
        "    found = next((state.entries[EntryId(entry)] for state in [held.state for held in _SERVED[0].held.values()] if entry in state.entries), None)\n    if found is None:",
    )),
    leak("a table is laid for meetings that others know of", "4 pickers", ("web/everyone/seating_page.py", *OTHERS), (
        "web/everyone/seating_page.py", "    every = gatherings(viewer.state)\n",
        "    every = [one for held in _SERVED[0].held.values() for one in gatherings(held.state)]\n",
    )),
    leak("relations that others were told of are listed", "13 relations", ("web/team/who_page.py", *OTHERS), (
        "web/team/who_page.py", "relations.relations_list(view, found=found),",
        "relations.relations_list(view, found={one.id: one for held in _SERVED[0].held.values() for one in held.state.facts(Relation.__args__[0])}.values()),",
    )),
    leak("the readers of a room are counted from what all know", "15 presence", ("actions/rooms.py",
        "    persons = how_many(state)\n", "    from parley.web.viewer import _SERVED\n\n"
        "    persons = {seat: n for one in ([held.state for held in _SERVED[0].held.values()] if _SERVED else [state]) for seat, n in how_many(one).items()}\n",
    )),
]  # fmt: skip
