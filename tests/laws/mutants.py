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


COUNTED = (
    "from parley.record.opening import Record\n",
    "from parley.record.opening import Record\n\n\ndef _all(record, what):\n    with record.as_owner() as connection:\n"
    "        return connection.execute(f'select count(*) from {what}').fetchone()[0]\n",
)

LEAKS = [
    leak("ids from a shared counter", "1 ids", (
        SQL,
        "encode(substr(sha256(uuid_send(in_room) || uuid_send(by_seat) || token), 1, 16), 'hex')::uuid;",
        "lpad(to_hex((select count(*) from parley.entry)), 32, '0')::uuid;",
    )),
    leak("numbers over all rooms", "1 ids", (
        SQL, "select p.new_id, p.new_n, p.new_recorded into", "select p.new_id, (select count(*) from parley.entry), p.new_recorded into",
    )),
    leak("heads that count everything", "2 counts", (
        SQL, "    select h.room, h.n\n", "    select h.room, h.n + (select count(*) from parley.entry) - h.n\n",
    )),
    leak("every room is mine", "18 labels", (
        SQL, "    select t.room from parley.seat s join parley.sits t on t.seat = s.id where s.role = session_user;",
        "    select r.id from parley.seat s join parley.room r on r.process = s.process where s.role = session_user;",
    )),
    leak("a policy that lets all through", "6 access", (
        SQL, "    using (room in (select parley.my_rooms()));", "    using (true);",
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
        SQL, "    if new_n is null or (select",
        "    if new_n is null and exists (select from parley.room r where r.id = in_room) then\n"
        "        raise exception 'not yours' using errcode = 'insufficient_privilege';\n    end if;\n"
        "    if new_n is null or (select",
    ), (
        "record/writing.py", 'raise NotYours("you do not write in such a room") from error',
        "raise NotYours(str(error.__cause__).splitlines()[0]) from error",
    )),
    leak("a cache shared by seats", "7 caches", (
        "record/reading.py", "    with record.as_seat(seat) as connection:\n        rows = store.entries_after(connection, seen=cursor)\n",
        "    key = (id(record), seat.process, tuple(cursor))\n    if key not in KEPT:\n        with record.as_seat(seat) as connection:\n"
        "            KEPT[key] = store.entries_after(connection, seen=cursor)\n    rows = KEPT[key]\n",
    ), ("record/reading.py", "in_order = attrgetter", "KEPT: dict[object, list[store.EntryRow]] = {}\nin_order = attrgetter")),
    leak("keys of exports handed out once for all", "8 exports", (
        "actions/exporting.py", "        self.taken: set[str] = set()", "        self.taken: set[str] = TAKEN",
    ), ("actions/exporting.py", "class _Dumper(", "TAKEN: set[str] = set()\n\n\nclass _Dumper(")),
    leak("marks of drawings numbered for all", "8 exports", (
        "documents/formats/html.py", "def to_html(paper: Paper) -> str:", "MADE: list[str] = []\n\n\ndef to_html(paper: Paper) -> str:",
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
        "web/viewer.py", "    held = house.held.get(seat.id) or Held", "    held = house.held.get(seat.process) or Held",
    ), ("web/viewer.py", "    house.held[seat.id] = Held(", "    house.held[seat.process] = Held(")),
    leak("a header tells who else is here", "15 presence", (
        "web/headers.py", '        response["Cache-Control"] = "no-store"\n',
        '        response["Cache-Control"] = "no-store"\n        from parley.web.viewer import _SERVED\n'
        '        response["X-Seats"] = str(len(_SERVED[0].held))\n',
    )),
    leak("a header counts the persons of all seats", "10 metrics", (
        "web/headers.py", '        response["Cache-Control"] = "no-store"\n',
        '        response["Cache-Control"] = "no-store"\n        from parley.record import accounts\n'
        "        from parley.web.viewer import _SERVED\n"
        "        with accounts._accounts(_SERVED[0].record) as connection:\n"
        '            response["X-Persons"] = str(connection.execute("select count(*) from accounts.account").fetchone()[0])\n',
    )),
    leak("a file's name tells who else is here", "8 file names", (
        "web/briefing_page.py", """filename="{name}{suffix}"'},""",
        """filename="{name}-{_here()}{suffix}"'},""",
    ), ("web/briefing_page.py", "from parley.wording import wording\n", "from parley.wording import wording\n\n\n"
        "def _here():\n    from parley.web.viewer import _SERVED\n\n    return len(_SERVED[0].held)\n")),
    leak("a docx tells when it was made", "8 exports", (
        "documents/formats/docx_package.py",
        "    when = datetime.fromtimestamp(int(paper.as_of.timestamp()), UTC).replace(tzinfo=None)",
        "    when = datetime.now(UTC).replace(tzinfo=None)",
    )),
]  # fmt: skip
