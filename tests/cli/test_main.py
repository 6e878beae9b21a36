import json
import re
import subprocess
import sys

import pytest

from parley.cli.main import COMMANDS, main
from parley.record.opening import Record
from tests.actions.small_process import SMALL, with_entry


@pytest.fixture
def at_home(record: Record, tmp_path, monkeypatch):
    """A home whose database is the fresh one of the test."""
    monkeypatch.setenv("PARLEY_DATABASE_URL", record.owner)
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def run(capsys, *arguments):
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_help_names_every_command_and_loads_none(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert all(name in out for name in COMMANDS)
    code = "import sys; from parley.cli.main import main; main(['--help']); print('psycopg' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip().endswith("False")


@pytest.mark.usefixtures("at_home")
def test_a_process_is_imported_briefed_exported_and_verified(capsys):
    assert run(capsys, "init")[0] == 0
    status, out, _ = run(capsys, "import", "talks.yaml")
    assert (status, out) == (0, "On record: “small”, 14 entries.\n")
    status, out, _ = run(capsys, "brief", "small", "--seat", "team", "--as-of", "2031-01-05")
    assert status == 0
    assert "We fear the winter." in out
    status, out, _ = run(capsys, "brief", "small", "--seat", "south", "--as-of", "2031-01-05")
    assert status == 0
    assert "winter" not in out
    assert run(capsys, "verify")[:2] == (0, "Every room holds what was sealed in it.\n")
    status, out, _ = run(capsys, "export", "small", "--seat", "north")
    assert status == 0
    assert "We fear the winter." in out


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "json"])
def test_a_briefing_is_written_in_every_format(capsys, at_home, suffix):
    run(capsys, "import", "talks.yaml")
    file = at_home / f"briefing.{suffix}"
    assert run(capsys, "brief", "small", "--seat", "team", "--as-of", "2031-01-05", "-o", str(file))[0] == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.stat().st_size > 1000


def test_the_json_of_a_briefing_traces_every_sentence(capsys, at_home):
    run(capsys, "import", "talks.yaml")
    run(capsys, "brief", "small", "--seat", "north", "--as-of", "2031-01-05", "-o", "b.json")
    paper = json.loads((at_home / "b.json").read_text(encoding="utf-8"))
    assert list(paper) == ["process", "seat", "as_of", "sections"]
    assert all(sentence["entries"] for section in paper["sections"] for sentence in section["sentences"])


@pytest.mark.usefixtures("at_home")
def test_as_of_holds_what_was_known_and_recorded_by_what_was_recorded(capsys):
    run(capsys, "import", "talks.yaml")
    assert run(capsys, "brief", "small", "--seat", "team", "--as-of", "2030-12-31") == (
        2,
        "",
        "parley: nothing that this seat sees was known by then\n",
    )
    status, _, err = run(capsys, "brief", "small", "--seat", "team", "--recorded-by", "2001-01-01")
    assert (status, err) == (2, "parley: nothing that this seat sees was known by then\n")


REFUSED = {
    "no process": (["brief", "smal", "--seat", "team"], "there is no process “smal” here; there are: small"),
    "no seat": (["brief", "small", "--seat", "tea"], "there is no seat “tea”"),
    "no format": (["brief", "small", "--seat", "team", "-o", "x.pdf"], "end its name in .html, .docx, .md or .json"),
    "no folder": (["brief", "small", "--seat", "team", "-o", "no/x.md"], "cannot write “no/x.md”: No such file"),
    "no time": (["brief", "small", "--seat", "team", "--as-of", "tomorrow"], "“tomorrow” is no time"),
    "no language": (["brief", "small", "--seat", "team", "--lang", "xx"], "there are no words for “xx”"),
    "no file": (["import", "absent.yaml"], "absent.yaml: the file cannot be read"),
    "no option": (["brief", "small"], "Missing option '--seat'"),
    "no command": (["breif"], "No such command 'breif'"),
    "no view": (["export", "small"], "say for which seat"),
    "no room": (["person", "add", "small", "team", "Ann", "--room", "attic"], "has no room “attic”"),
    "no own room": (["person", "add", "small", "south", "Ann"], "has no room of its own"),
    "taken": (["import", "talks.yaml"], "a process “small” here already"),
    "taken seat": (["seat", "open", "small", "north", "--name", "N", "--role", "observer"], "a seat “north” already"),
    "bad key": (["seat", "open", "small", "No Key", "--name", "N", "--role", "observer"], "key"),
    "unknown seat closed": (["seat", "close", "small", "ghost"], "knows no seat “ghost”"),
    "nobody": (["person", "end", "small", "team", "Bob"], "has no such person"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.usefixtures("at_home")
def test_bad_input_gets_one_line_and_status_two(capsys, name):
    run(capsys, "import", "talks.yaml")
    arguments, message = REFUSED[name]
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("parley: ")
    assert err.count("\n") == 1
    assert message in err


def test_a_faulty_file_is_told_by_line_and_nothing_is_imported(capsys, at_home):
    (at_home / "bad.yaml").write_text(with_entry(kind="notes made"), encoding="utf-8")
    status, _, err = run(capsys, "import", "bad.yaml")
    assert status == 2
    assert err.startswith("parley: bad.yaml, line ")
    assert run(capsys, "brief", "small", "--seat", "team")[2].endswith("brings two\n")


@pytest.mark.usefixtures("at_home")
def test_an_unreachable_server_is_told_in_one_line(capsys, monkeypatch):
    monkeypatch.setenv("PARLEY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    status, _, err = run(capsys, "verify")
    assert status == 2
    assert err.startswith("parley: the database does not answer")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("at_home")
def test_a_seat_is_opened_with_rooms_and_closed(capsys):
    run(capsys, "import", "talks.yaml")
    opened = ["seat", "open", "small", "east", "--name", "East delegation", "--role", "delegation", "--caucus"]
    assert run(capsys, *opened)[:2] == (0, "The seat “east” is open; its rooms: east-room, east-team.\n")
    _, out, _ = run(capsys, "seat", "list", "small", "--seat", "east")
    assert "east: East delegation (delegation); rooms: east-room, east-team, public" in out
    assert run(capsys, "seat", "close", "small", "east", "--why", "split")[0] == 0
    assert "(delegation, closed)" in run(capsys, "seat", "list", "small")[1]
    assert run(capsys, "verify")[0] == 0


@pytest.mark.usefixtures("at_home")
def test_a_person_is_seated_listed_and_leaves(capsys):
    run(capsys, "import", "talks.yaml")
    status, out, _ = run(capsys, "person", "add", "small", "north", "Ann Lund")
    assert status == 0
    assert out.startswith("Ann Lund signs in as north-")
    assert run(capsys, "person", "list", "small", "north")[1].startswith("Ann Lund: north-")
    run(capsys, "person", "add", "small", "north", "Ann Lund")
    status, _, err = run(capsys, "person", "end", "small", "north", "Ann Lund")
    assert status == 2
    assert "2 persons of that name: say which by the login" in err
    logins = [line.split(": ")[1] for line in run(capsys, "person", "list", "small", "north")[1].splitlines()]
    for login in logins:
        assert run(capsys, "person", "end", "small", "north", login)[0] == 0
    assert run(capsys, "person", "list", "small", "north")[1] == ""


@pytest.mark.usefixtures("at_home")
def test_a_person_is_invited_once_seated_and_anew_as_often_as_needed(capsys):
    run(capsys, "import", "talks.yaml")
    elsewhere = ("--address", "https://talks.example/")
    status, out, err = run(capsys, "person", "invite", "small", "north", "Ann Lund", *elsewhere)
    assert status == 0
    assert re.fullmatch(r"https://talks\.example/invitation/[0-9a-f]{64}\n", out)
    assert "Ann Lund alone" in err
    again = run(capsys, "person", "invite", "small", "north", "Ann Lund")[1]
    assert again.startswith("http://localhost:8017/invitation/")
    assert again.rpartition("/")[2] != out.rpartition("/")[2]
    assert run(capsys, "person", "list", "small", "north")[1].count("Ann Lund") == 1
