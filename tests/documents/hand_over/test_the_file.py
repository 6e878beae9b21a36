"""The file of a pack: the same bytes every time, whole to read, and safe to take from a stranger."""

import io
import random
import re
import struct
import zipfile
from datetime import timedelta

import pytest
from docx import Document

from parley.actions.handing_over import TooMuch
from parley.actions.pack_file import digest, pack_file, read_pack_file
from parley.actions.pack_text import read_pack
from parley.actions.plain_yaml import FileFault
from parley.documents.hand_over.pack import ten_answers
from parley.wording import wording
from tests.documents.hand_over.handed import NOW, made, more, note

TEXT = more(note("mine", "RELEASED"), "key: said, kind: note made, title: A note, words: ALOUD, happened: 2031-01-05")
PARTS = ["digest.txt", "hand-over.docx", "hand-over.html", "hand-over.yaml"]
COVER = "hand-over: 1\nfrom: A\nto: B\ngiven by: C\nas of: 2031-01-01T00:00Z\npack: "


@pytest.fixture(scope="module")
def content():
    return pack_file(made(TEXT).pack, words=wording())


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def zipped(parts, *, compression=zipfile.ZIP_DEFLATED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return written.getvalue()


def with_text(content, text):
    """The file with another text in it, and digests that fit."""
    parts = {**parts_of(content), "hand-over.yaml": text.encode()}
    listed = [f"{digest(parts[name])}  {name}\n" for name in sorted(parts) if name != "digest.txt"]
    return zipped({**parts, "digest.txt": "".join(listed).encode()})


def refusal_of(content):
    with pytest.raises(FileFault) as fault:
        read_pack_file(content, name="pack.zip")
    message = str(fault.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


def test_the_same_pack_gives_the_same_bytes(content):
    assert pack_file(made(TEXT).pack, words=wording()) == content
    assert pack_file(made(TEXT, now=NOW + timedelta(seconds=40)).pack, words=wording()) == content


def test_it_holds_what_people_read_what_parley_takes_and_the_digest_of_each(content):
    parts = parts_of(content)
    assert list(parts) == PARTS
    listed = dict(reversed(line.split("  ")) for line in parts["digest.txt"].decode().splitlines())
    assert listed == {name: digest(parts[name]) for name in PARTS[1:]}
    assert "Who runs the quay?" in parts["hand-over.html"].decode()
    assert any("Who runs the quay?" in one.text for one in Document(io.BytesIO(parts["hand-over.docx"])).paragraphs)


def test_nothing_in_it_tells_when_or_by_whom_it_was_made_but_its_cover(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.extra, entry.comment) for entry in opened.infolist()} == {(0, b"", b"")}
    assert re.findall(r"[0-9a-f]{32}", parts_of(content)["hand-over.yaml"].decode()) == []


def test_no_id_of_this_record_is_in_it(content):
    pack = made(TEXT).pack
    html = parts_of(content)["hand-over.html"].decode()
    ids = set(re.findall(r"[0-9a-f]{32}", " ".join(re.findall(r'data-entries="([^"]*)"', html))))
    assert ids
    assert ids <= set(pack.state.entries)
    assert ids <= set(read_pack(pack.text).state.entries)


def test_it_is_taken_as_it_was_given(content):
    pack = made(TEXT).pack
    assert read_pack_file(content, name="pack.zip") == pack
    assert ten_answers(read_pack_file(content, name="pack.zip"), words=wording()) == ten_answers(pack, words=wording())


def test_nobody_makes_a_pack_that_nobody_can_take():
    words = "long words " * 1800
    entries = [f"key: k{n}, kind: note made, title: A, words: {words}, happened: unknown" for n in range(90)]
    with pytest.raises(TooMuch):
        made(more(*entries))


def test_part_with_a_way_out_of_the_folder_is_refused(content):
    for name in ("../evil.txt", "/etc/passwd", "a\\b", "hand-over.yaml/"):
        assert "nothing else" in refusal_of(zipped({**parts_of(content), name: b"x"}))


def test_part_that_is_missing_or_there_twice_is_refused(content):
    parts = parts_of(content)
    assert "nothing else" in refusal_of(zipped({name: parts[name] for name in PARTS[1:]}))
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("hand-over.yaml", b"x")
    assert "nothing else" in refusal_of(written.getvalue())


def test_bomb_is_read_no_further_than_a_part_may_be_long(content):
    bomb = zipped({**parts_of(content), "hand-over.yaml": b"a" * 200_000_000})
    assert len(bomb) < 1_000_000
    assert "larger than a pack" in refusal_of(bomb)


def test_bomb_that_lies_about_its_size_is_refused(content):
    bomb = bytearray(zipped({**parts_of(content), "hand-over.yaml": b"a" * 20_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = -1
        while (at := bomb.find(mark, at + 1)) >= 0:
            if struct.unpack_from("<I", bomb, at + offset)[0] == 20_000_000:
                struct.pack_into("<I", bomb, at + offset, 10)
    refusal_of(bytes(bomb))


def test_large_file_is_not_even_opened():
    assert "larger than 10 MB" in refusal_of(b"x" * 10_000_001)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(content, compression):
    assert "packed in another way" in refusal_of(zipped(parts_of(content), compression=compression))


def test_damage_is_told_by_the_digests(content):
    parts = parts_of(content)
    for name in PARTS:
        changed = zipped({**parts, name: parts[name] + b" "})
        assert "digests" in refusal_of(changed) or name == "digest.txt"
    assert "digests" in refusal_of(zipped({**parts, "digest.txt": b"\xff\xfe"}))


def test_file_that_is_no_zip_is_refused(content):
    for broken in (b"", b"PK", b"nonsense", content[:-30], content[:200]):
        assert "no whole ZIP" in refusal_of(broken)


def taken_or_refused(content):
    try:
        return read_pack_file(content, name="pack.zip")
    except FileFault as fault:
        return str(fault)


def test_any_damaged_file_is_refused_in_one_sentence_or_taken_unchanged(content):
    chance = random.Random(7)
    pack = made(TEXT).pack
    for _ in range(400):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        told = taken_or_refused(bytes(damaged))
        assert told == pack or "\n" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("a: &a [x]\nb: [*a, *a]", "anchors", id="YAML bomb"),
        pytest.param("[" * 5000, "too deep", id="deep YAML"),
        pytest.param("!!python/object/apply:os.system [ls]", "tags", id="a tag"),
        pytest.param("a: 1", "this is no pack", id="no pack"),
        pytest.param(COVER.replace("1\n", "2\n", 1) + "{}", "version 1", id="a later version"),
        pytest.param(COVER.replace("from: A", f"from: {'A' * 201}") + "{}", "“from” is a few words", id="a long name"),
        pytest.param(COVER.replace("2031-01-01T00:00Z", "9999-12-31T00:00Z") + "{}", "“as of”", id="beyond time"),
        pytest.param(COVER.replace("2031-01-01T00:00Z", "soon") + "{}", "“as of”", id="no time"),
        pytest.param(COVER + "{}", "parley is missing", id="an empty process"),
        pytest.param(
            COVER + "{entries: [" + "{kind: room opened}," * 301 + "]}", "at most 20,000 entries", id="many rooms"
        ),
        pytest.param(COVER + "{entries: [" + "{}," * 20_001 + "]}", "at most 20,000 entries", id="many entries"),
        pytest.param("x" * 1_500_001, "at most 1,500,000 bytes", id="too long"),
        pytest.param(COVER + "\x00", "control character", id="a control character"),
    ],
)
def test_text_of_a_stranger_is_refused_in_a_sentence(text, says):
    with pytest.raises(FileFault) as fault:
        read_pack(text)
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)


def test_text_that_is_no_utf_8_is_refused(content):
    parts = {**parts_of(content), "hand-over.yaml": b"\xff"}
    listed = [f"{digest(parts[name])}  {name}\n" for name in PARTS[1:]]
    assert "UTF-8" in refusal_of(zipped({**parts, "digest.txt": "".join(listed).encode()}))


def test_whatever_names_a_stranger_gives_the_answers_can_be_written(content):
    pack = made(more("key: x, kind: body named, name: ' ', sort: state, happened: unknown")).pack
    taken = read_pack_file(with_text(content, pack.text), name="pack.zip")
    assert len(ten_answers(taken, words=wording()).sections) == 10
