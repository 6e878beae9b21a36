"""A paper as DOCX tells nothing of its making, opens in a word processor, and leads from numbers to sources."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from parley.documents.formats.docx import to_docx
from tests.documents.formats.sample_paper import paper_of, sample_paper

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = ["<w:p/>", "]]>", "a & b", "nul\0bell\x07", "\ufffe", "\u202eturned", "قال إن", "half\ud800", "\n\n"]


@pytest.fixture(scope="module")
def parts():
    return unzipped(to_docx(sample_paper()))


def unzipped(content):
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def document(parts):
    return etree.fromstring(parts["word/document.xml"])


def test_same_paper_gives_the_same_bytes_twice():
    assert to_docx(sample_paper()) == to_docx(sample_paper())


def test_file_holds_only_the_parts_of_a_paper_at_no_time():
    with ZipFile(BytesIO(to_docx(sample_paper()))) as file:
        entries = file.infolist()
    assert [entry.filename for entry in entries] == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/footer1.xml", "word/header1.xml", "word/numbering.xml", "word/settings.xml",
        "word/styles.xml",
    ]  # fmt: skip
    made = {(entry.date_time, entry.create_system, entry.extra, entry.comment) for entry in entries}
    assert made == {((1980, 1, 1, 0, 0, 0), 0, b"", b"")}


def test_nothing_tells_who_made_it_or_on_what(parts):
    everything = b"".join(parts.values())
    for trace in (
        "rsid", "python", "Microsoft", "Macintosh", "/work/", "/home/", "w:del ", "w:ins ", "w:comment", "w:vanish",
        "docId", "Normal.dotm", "thumbnail", "mc:AlternateContent",
    ):  # fmt: skip
        assert trace.encode() not in everything
    properties = Document(BytesIO(to_docx(sample_paper()))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments, properties.keywords) == (
        "",
        "",
        "",
        "",
    )
    assert properties.created == properties.modified == datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
    assert (properties.title, properties.revision, properties.language) == (sample_paper().title, 1, "en")


def test_every_part_is_well_formed_and_every_relation_leads_to_a_part(parts):
    for name, part in parts.items():
        root = etree.fromstring(part)
        if name.endswith(".rels"):
            inside = [link.get("Target") for link in root if link.get("TargetMode") != "External"]
            assert {f"word/{target}".removeprefix("word//") for target in inside if "word" in name} <= set(parts)


def test_every_number_of_a_sentence_leads_to_its_source(parts):
    paper = sample_paper()
    body = document(parts)
    places = {mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")}
    links = [link.get(f"{WORD}anchor") for link in body.iter(f"{WORD}hyperlink") if link.get(f"{WORD}anchor")]
    assert places == {f"source_{number}" for number in range(1, 35)} == set(links)
    numbers = {source.entry: number for number, source in enumerate(paper.sources, start=1)}
    written = {text_of(paragraph) for paragraph in body.iter(f"{WORD}p")}
    for section in paper.sections:
        for sentence in section.sentences:
            cited = ", ".join(str(number) for number in sorted(numbers[entry] for entry in sentence.entries))
            assert f"{sentence.text}{cited}" in written


def test_sources_are_a_numbered_list_with_links_to_documents(parts):
    paragraphs = Document(BytesIO(to_docx(sample_paper()))).paragraphs
    listed = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "List Number"]
    assert listed == [f"{source.text} {source.address}".strip() for source in sample_paper().sources]
    assert b"https://courier.example/2031/04/1" in parts["word/_rels/document.xml.rels"]


def test_tables_repeat_their_head_and_break_no_row(parts):
    tables = list(document(parts).iter(f"{WORD}tbl"))
    assert [len(table.findall(f"{WORD}tr")) for table in tables] == [31, 9, 41]
    for table in tables:
        head, *rows = table.findall(f"{WORD}tr")
        assert head.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)


def test_pages_are_a4_and_only_a_wide_table_turns_one(parts):
    sizes = [tuple(page.attrib.values()) for page in document(parts).iter(f"{WORD}pgSz")]
    assert sizes == [("11906", "16838"), ("16838", "11906", "landscape"), ("11906", "16838")]


def test_marking_and_number_stand_on_every_page(parts):
    assert text_of(etree.fromstring(parts["word/header1.xml"])) == sample_paper().handling
    footer = etree.fromstring(parts["word/footer1.xml"])
    assert text_of(footer) == "Page 1 of 1"
    assert [field.get(f"{WORD}instr") for field in footer.iter(f"{WORD}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_headings_are_real_headings():
    paragraphs = Document(BytesIO(to_docx(sample_paper()))).paragraphs
    heads = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 1"]
    assert heads == [*(section.title for section in sample_paper().sections), "Sources"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    paper = paper_of(text if text.strip() else f"a{text}b")
    parts = unzipped(to_docx(paper))
    assert not list(etree.fromstring(parts["word/document.xml"]).iter(f"{WORD}ins"))
    title = next(etree.fromstring(parts["word/document.xml"]).iter(f"{WORD}p"))
    assert text_of(title).strip("\u202c") == re.sub(r"[\0\x07\ufffe\ud800]", "\ufffd", re.sub(r"\s+", " ", paper.title))


def test_a_machine_path_is_no_link_and_an_odd_time_no_obstacle():
    parts = unzipped(to_docx(replace(paper_of("file:///home/x"), as_of=datetime(2031, 5, 4, 9, 0, 0, 999, tzinfo=UTC))))
    assert b"file:///home/x" not in parts["word/_rels/document.xml.rels"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no DOCX is opened")
def test_libreoffice_opens_it(tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(to_docx(sample_paper()))
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", tmp_path, tmp_path / "a.docx",
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )  # fmt: skip
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def text_of(element):
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))
