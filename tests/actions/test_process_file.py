from pathlib import Path

import pytest

from parley.actions.plain_yaml import FileFault
from parley.actions.process_file import read_process_file
from parley.record.entry import Form
from tests.actions.small_process import LAST_LINE, SMALL, with_entry


@pytest.fixture
def read(tmp_path):
    def read_words(words):
        path = tmp_path / "talks.yaml"
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return read_process_file(path)

    return read_words


def test_a_file_gives_seats_rooms_and_entries_with_their_keys(read):
    process = read(SMALL)
    assert process.process == "small"
    assert set(process.seats) == {"team", "north", "south", "visitor"}
    assert set(process.rooms) == {"public", "desk", "caucus", "north-room"}
    fear = next(entry for entry in process.entries if entry.key == "fear")
    assert fear.room == process.rooms["caucus"][0]
    assert fear.draft.terms.form is Form.GIST
    assert fear.draft.terms.to == (process.seats["south"][0],)
    assert fear.draft.evidence[0].entry == next(one.id for one in process.entries if one.key == "opening")


def test_the_same_file_gives_the_same_ids(read):
    assert read(SMALL) == read(SMALL)


FAULTS = {
    "unknown kind": (with_entry(kind="notes made"), LAST_LINE, "no kind of entry.*did you mean “note made”"),
    "unknown field": (with_entry(titel="x"), LAST_LINE, "“titel” is no field here.*did you mean “title”"),
    "field left out": (with_entry(title=""), LAST_LINE, "title is missing"),
    "unknown room": (with_entry(room="cauc"), LAST_LINE, "no room “cauc”.*did you mean “caucus”"),
    "unknown seat": (with_entry(made_by="nort"), LAST_LINE, "no seat “nort”.*did you mean “north”"),
    "not in the room": (
        with_entry(room="desk", made_by="north"),
        LAST_LINE,
        "“north”, who makes this entry, does not sit in the room “desk”; say made by: with one of its seats: team",
    ),
    "dangling evidence": (with_entry(evidence="[fears]"), LAST_LINE, "no entry above this one has that key.*“fear”"),
    "hidden evidence": (with_entry(evidence="[fear]"), LAST_LINE, "not everyone in this room may see"),
    "hidden reference": (
        with_entry(kind="assessment made", title="", words="", about="[fear]", judgement="bad", how_sure="very"),
        LAST_LINE,
        "about names an entry that not everyone in this room may see",
    ),
    "wrong kind named": (
        with_entry(kind="role disputed", title="", words="", role="n", by="s"),
        LAST_LINE,
        "role names an entry that is “body named”; it needs “role held”",
    ),
    "impossible date": (with_entry(happened="2031-02-30"), LAST_LINE, "is no time: write"),
    "no time zone": (with_entry(happened="2031-02-20T10:00"), LAST_LINE, "is no time"),
    "ends before it starts": (with_entry(happened="2031-02-20/2031-02-10"), LAST_LINE, "comes before"),
    "known never": (with_entry(known="unknown"), LAST_LINE, "cannot be unknown"),
    "repeated key": (with_entry(key="fear"), LAST_LINE, "was given to another entry in line 17"),
    "bad key": (with_entry(key="Fear!"), LAST_LINE, "is no key"),
    "bad choice": (
        with_entry(attribution="secret"),
        LAST_LINE,
        "attribution cannot be “secret”; it is one of: on the record",
    ),
    "background without words": (with_entry(attribution="on background"), LAST_LINE, "agreed description"),
    "empty words": (with_entry(words="''"), LAST_LINE, "words"),
    "too many words": (with_entry(words="x" * 20_001), LAST_LINE, "length <= 20000"),
    "control character": (with_entry(words='"a\\ab"'), LAST_LINE, "control character; remove it"),
    "text direction override": (with_entry(words='"a\\u202Eb"'), LAST_LINE, "control character; remove it"),
    "raw control character": (
        SMALL.replace("winter", "win\x07ter").replace("Harbour talks", "Häfen"),
        21,
        "control character; remove it",
    ),
    "anchor": (with_entry(title="&a A"), LAST_LINE, "anchors .* are not used here"),
    "tag": (with_entry(title="!!python/object:os.system A"), LAST_LINE, "tags .* are not used here"),
    "repeated field": (with_entry().replace("title: A note", "title: A note, title: B"), LAST_LINE, "given twice"),
    "a list where a value stands": (with_entry(title="[a, b]"), LAST_LINE, "title wants one value"),
    "no yaml": (SMALL + "  - {key: x\n", None, "this is no YAML"),
    "two documents": (SMALL + "---\na: b\n", None, "one document"),
    "nothing": ("", None, "the file is empty"),
    "a list": ("- a\n", 1, "a list of names and values"),
    "another version": (SMALL.replace("parley: 1", "parley: 2"), 1, "write parley: 1"),
    "a part unknown": (SMALL.replace("entries:", "entrees:"), 4, "“entrees” is no part"),
    "not utf-8": (SMALL.replace("Who runs it?", "Qui la g\xe8re?").encode("latin-1"), 16, "not written in UTF-8"),
    "utf-16": (SMALL.encode("utf-16"), None, "not written in UTF-8"),
    "correction elsewhere": (
        with_entry(kind="correction made", title="", words="", corrects="opening", why="wrong", room="caucus"),
        LAST_LINE,
        "in the room of the words themselves",
    ),
    "seat unknown to the room": (
        with_entry(room="north-room", made_by="north", terms="{form: gist, to: [ghost]}"),
        LAST_LINE,
        "no seat “ghost”",
    ),
    "half a span": (with_entry(evidence="[{entry: opening, start: 3}]"), LAST_LINE, "needs both its start and its end"),
    "a room of nobody": (
        with_entry(kind="room opened", title="", words="", name="x", key="empty"),
        LAST_LINE,
        "names the seats",
    ),
    "a number that is none": (
        with_entry(kind="incidents reported", title="", words="", observer="n", place="x", count="many"),
        LAST_LINE,
        "count is a number",
    ),
    "a negative count": (
        with_entry(kind="incidents reported", title="", words="", observer="n", place="x", count="-1"),
        LAST_LINE,
        "count",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_in_one_line_with_file_line_and_remedy(read, name):
    words, line, message = FAULTS[name]
    with pytest.raises(FileFault, match=message) as caught:
        read(words)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("talks.yaml")
    if line is not None:
        assert caught.value.line == line


def test_a_yaml_bomb_is_refused_before_it_grows(read):
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(30))
    with pytest.raises(FileFault, match="anchors"):
        read(bomb)


def test_lists_within_lists_without_end_are_refused(read):
    with pytest.raises(FileFault, match="too deep"):
        read("parley: " + "[" * 5000 + "]" * 5000)


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(FileFault, match="larger than 20 MB"):
        read_process_file(path)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(FileFault, match=r"absent\.yaml: the file cannot be read: No such file"):
        read_process_file(Path("absent.yaml"))


def test_a_seat_sees_the_entry_that_opens_it(read):
    with pytest.raises(FileFault, match="does not sit in the room “desk” where it is opened"):
        read(
            with_entry(kind="seat opened", title="", words="", key="ghost", name="Ghost", role="observer", room="desk")
        )


def test_an_entry_made_before_its_room_is_opened_is_refused(read):
    moved = SMALL.replace(
        "entries:\n", "entries:\n  - {key: first, kind: note made, title: A, words: B, happened: unknown}\n"
    )
    with pytest.raises(FileFault, match=r"opened only later, in line 6"):
        read(moved)
