import pytest

from parley.actions.pack_file import read_pack_file
from parley.cli.main import main
from tests.actions.small_process import with_entry

LINKED = {"kind": "process linked", "title": "", "words": "", "link": "feeds into"}
ONE = with_entry(**LINKED, key="lake", name="Lake talks")


@pytest.fixture
def at_home(record, tmp_path, monkeypatch):
    """A home with the small talks, which are linked to one other process."""
    monkeypatch.setenv("PARLEY_DATABASE_URL", record.owner)
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.yaml").write_text(ONE, encoding="utf-8")
    assert main(["import", "talks.yaml"]) == 0
    return tmp_path


def run(capsys, *arguments):
    capsys.readouterr()
    status = main(["hand-over", "small", *arguments])
    return status, *capsys.readouterr()


def test_hand_over_is_written_for_its_owner_alone_and_the_same_every_time(capsys, at_home):
    for name in ("a.zip", "b.zip"):
        assert run(capsys, "--seat", "team", "-o", name)[0] == 0
    written = [(at_home / name).read_bytes() for name in ("a.zip", "b.zip")]
    packs = [read_pack_file(one, name="a.zip") for one in written]
    assert packs[0].cover.moment != packs[1].cover.moment or written[0] == written[1]
    assert packs[0].state == packs[1].state
    assert packs[0].cover.to == "Lake talks"
    assert (at_home / "a.zip").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("at_home")
def test_without_a_file_the_ten_answers_are_printed(capsys):
    status, out, _ = run(capsys, "--seat", "team", "--to", "Lake talks")
    assert status == 0
    assert out.startswith("# Hand-over: Harbour talks, for Lake talks")
    assert out.count("\n## ") == 11
    assert "winter" not in out


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--seat", "team", "--to", "Sea talks"],
            "say to which process with --to NAME; the seat sees as linked: “Lake",
        ),
        (["--seat", "team", "--taker", "north"], "no seat “north” can stand for those who take over; these can: none"),
        (["--seat", "north"], "your seat may not hand over to another process; ask the mediators' desk"),
        (["--seat", "team", "-o", "pack.tar"], "end its name in .zip"),
        (["--seat", "nobody"], "there is no seat “nobody”"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_in_a_line(capsys, arguments, says):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
