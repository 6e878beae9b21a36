import pytest
from docx.oxml.ns import nsdecls

from parley.actions.intake.found import NotTaken
from parley.actions.intake.reading_files import read_file
from parley.actions.intake.word_notes import read_word_note
from tests.actions.intake.files import put, tracked, word


def read(file):
    return read_word_note(file, where="notes.docx")


def told(found):
    return [str(one) for one in found.remarks]


def test_paragraphs_headings_and_tables_are_taken_in_their_order():
    def change(document):
        table = document.add_table(rows=2, cols=2)
        for at, words in enumerate(("Place", "Count", "Harbour", "4")):
            table.cell(at // 2, at % 2).text = words
        document.add_paragraph("After it.")

    found = read(word("#Talks on Monday", "North spoke first.", "South answered.", change=change))
    (text,) = found.texts
    assert text.title == "Talks on Monday"
    lines = [line for line in text.words.splitlines() if line]
    assert lines == [
        "Talks on Monday", "North spoke first.", "South answered.", "Place | Count", "Harbour | 4", "After it.",
    ]  # fmt: skip
    assert told(found)[0] == "“notes.docx”, a Word note. Paragraphs: 3; headings: 1; tables: 1."


def test_deleted_words_are_not_taken_and_inserted_ones_are_named():
    def change(document):
        tracked(document.paragraphs[0], "del", "we give up")
        tracked(document.paragraphs[0], "ins", "we hold on")

    found = read(word("North said: ", change=change))
    assert found.texts[0].words == "North said: we hold on"
    assert "Left out, deleted while changes were tracked: 1 passages." in told(found)
    assert any("inserted while changes were tracked" in one for one in told(found))


def test_comments_stand_apart_from_the_words():
    def change(document):
        document.add_comment(document.paragraphs[0].runs, text="Do we believe them?", author="Secret Author")

    words, comments = read(word("They will come.", change=change)).texts
    assert words.words == "They will come."
    assert comments.words == "- Do we believe them?"
    assert str(comments.title) == "Comments in “notes.docx”"


def test_headers_footers_and_who_wrote_it_are_left_out_and_that_is_said():
    def change(document):
        document.sections[0].header.paragraphs[0].text = "SECRET HEADER"
        document.core_properties.author = "Secret Author"
        tracked(document.paragraphs[0], "ins", "more")

    found = read(word("Tea.", change=change))
    everything = f"{found}"
    assert "SECRET HEADER" not in everything
    assert "Secret Author" not in everything
    assert "Left out of “notes.docx”: headers, footers, and who wrote and changed it when." in told(found)


def test_hidden_words_are_not_taken():
    def change(document):
        document.paragraphs[0].add_run("under the table").font.hidden = True

    found = read(word("Tea.", change=change))
    assert found.texts[0].words == "Tea."
    assert "Left out, hidden text: 1 passages." in told(found)


def test_text_box_is_not_taken_and_that_is_said():
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    run = f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"
    found = read(word("Tea.", change=lambda document: put(document.paragraphs[0], run)))
    assert found.texts[0].words == "Tea."
    assert "Left out, pictures and text boxes: 1." in told(found)


def test_table_under_known_headings_is_offered_as_a_table_as_well():
    def change(document):
        table = document.add_table(rows=2, cols=2)
        for at, words in enumerate(("Delegation", "Role", "North", "party")):
            table.cell(at // 2, at % 2).text = words

    found = read(word("Who comes:", change=change))
    assert [row.cells for row in found.sheets[0].rows] == [("Delegation", "Role"), ("North", "party")]


def test_marks_that_turn_the_direction_are_shown_and_not_obeyed():
    found = read(word("safe \u202eexe.doc"))
    assert found.texts[0].words == "safe ⟦U+202E⟧exe.doc"
    assert any("turn the direction" in one for one in told(found))


def test_markup_is_words():
    assert read(word("<script>alert(1)</script>")).texts[0].words == "<script>alert(1)</script>"


def test_empty_note_is_refused():
    with pytest.raises(NotTaken, match="There is nothing in “notes"):
        read(word())


def test_name_of_a_file_is_never_asked_what_it_is():
    assert read_file(word("Tea."), where="table.xlsx").texts[0].words == "Tea."
