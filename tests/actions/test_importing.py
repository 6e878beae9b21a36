import pytest

from parley.actions.exporting import process_file
from parley.actions.importing import import_process
from parley.actions.plain_yaml import FileFault
from parley.process.fold import fold
from parley.process.state import EMPTY
from parley.record import reading
from parley.record.founding import Taken, process_keys, seat_at, seats_at
from parley.record.kinds.papers import IncidentsReported, TextAnswered
from tests.actions.small_process import SMALL, with_entry


def write(folder, words, name="talks.yaml"):
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def view(record, seat, process="small"):
    return fold(reading.seen_by(seat_at(record, process=process, seat=seat), record=record).entries)


def whole(record, process):
    state = EMPTY
    for seat in seats_at(record, process=process):
        state = fold(reading.seen_by(seat, record=record).entries, onto=state)
    return state


def test_each_seat_sees_the_entries_of_its_rooms_and_no_other(record, tmp_path):
    import_process(write(tmp_path, SMALL), record=record)
    counts = {seat: len(view(record, seat).entries) for seat in ("team", "north", "south", "visitor")}
    assert counts == {"team": 13, "north": 13, "south": 9, "visitor": 9}


def test_a_file_with_a_fault_imports_nothing(record, tmp_path):
    with pytest.raises(FileFault):
        import_process(write(tmp_path, with_entry(evidence="[nowhere]")), record=record)
    assert process_keys(record) == []


def test_an_entry_after_its_room_was_closed_imports_nothing(record, tmp_path):
    closed = SMALL + "  - {key: end, kind: room closed, room: desk, happened: unknown}\n"
    closed += "  - {key: late, kind: note made, room: desk, title: A, words: B, happened: unknown}\n"
    with pytest.raises(FileFault, match="one of the two is closed"):
        import_process(write(tmp_path, closed), record=record)
    assert process_keys(record) == []


def test_a_process_is_imported_once(record, tmp_path):
    import_process(write(tmp_path, SMALL), record=record)
    with pytest.raises(Taken, match="a process “small” here already"):
        import_process(write(tmp_path, SMALL), record=record)
    assert len(view(record, "team").entries) == 13


ANSWERED = """\
  - {key: text, kind: text issued, title: Statement, sort: joint statement, gist: Peace., happened: 2031-01-05}
  - {key: no, kind: text answered, text: text, who: n, relation: signed, did: no, happened: 2031-01-05}
  - {key: yes-1, kind: text answered, text: text, who: s, relation: signed, happened: 2031-01-05}
  - {key: none, kind: incidents reported, observer: n, place: The pass, count: null, happened: 2031-01-05}
  - {key: zero, kind: incidents reported, observer: n, place: The pass, count: 0, happened: 2031-01-05}
"""


def test_no_and_none_and_zero_survive_an_export(record, tmp_path):
    import_process(write(tmp_path, SMALL + ANSWERED), record=record)
    again = process_file(whole(record, "small"), process="again")
    import_process(write(tmp_path, again, "again.yaml"), record=record)
    answers = [(one.what.who, one.what.did) for one in whole(record, "again").facts(TextAnswered)]
    assert [did for _, did in answers] == [False, True]
    assert [one.what.count for one in whole(record, "again").facts(IncidentsReported)] == [None, 0]


def test_an_export_imports_to_the_same_export(record, tmp_path):
    import_process(write(tmp_path, SMALL + ANSWERED), record=record)
    first = process_file(whole(record, "small"), process="again")
    import_process(write(tmp_path, first, "again.yaml"), record=record)
    assert process_file(whole(record, "again"), process="again") == first
    assert "recorded" not in first


def test_an_export_holds_what_its_seat_sees_and_no_more(record, tmp_path):
    import_process(write(tmp_path, SMALL), record=record)
    south = process_file(view(record, "south"), process="small")
    assert "winter" not in south
    assert "caucus" not in south.lower()
    assert "Who runs it?" in south
