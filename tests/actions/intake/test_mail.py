from datetime import UTC, datetime

import pytest

from parley.actions.intake.found import NotTaken
from parley.actions.intake.reading_files import read_file
from tests.actions.intake.files import mail, word
from tests.actions.intake.tables import excel


def read(file):
    return read_file(file, where="monday.eml")


def told(found):
    return [str(one) for one in found.remarks]


def test_mail_is_who_wrote_to_whom_and_when_and_its_words():
    (text,) = read(mail(Cc="south@example.org")).texts
    assert text.title == "Monday"
    assert text.dated.astimezone(UTC) == datetime(2031, 1, 9, 7, 0, tzinfo=UTC)
    assert text.words.splitlines() == [
        "From: North <n@example.org>", "To: desk@example.org", "Cc: south@example.org",
        "Date: Thu, 09 Jan 2031 10:00:00 +0300", "Subject: Monday", "", "We meet on Monday.",
    ]  # fmt: skip


def test_other_headings_are_not_taken():
    found = read(mail(**{"X-Originating-IP": "10.1.2.3", "Received": "from secret.example.org"}))
    assert "10.1.2.3" not in f"{found}"
    assert "secret.example.org" not in f"{found}"


def test_quoted_words_are_kept_and_marked():
    body = "Yes.\n\nOn Monday North wrote:\n> Will you come?\n-----Original Message-----\nFrom: South\nNo."
    found = read(mail(body))
    assert found.texts[0].words.splitlines()[-6:] == [
        "",
        "> On Monday North wrote:",
        "> Will you come?",
        "> -----Original Message-----",
        "> From: South",
        "> No.",
    ]
    assert "Quoted from earlier mails, kept and marked with “>”: 5 lines." in told(found)


def test_page_is_read_as_its_visible_words():
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>We <b>meet</b>.</p><script>alert(1)</script>"
        '<p style="display:none">hidden</p>after<img src="http://example.org/spy.png"><table><tr><td>a<td>b</table>'
        "<blockquote>Will you <i>come</i>?</blockquote>Bye</body></html>"
    )
    words = read(mail("", page=page)).texts[0].words
    assert "We meet." in words
    assert "after" in words
    assert "> Will you come?" in words
    assert words.endswith("Bye")
    assert not [one for one in ("alert", "hidden", "spy", "p{}") if one in words]


def test_plain_words_are_taken_before_the_page():
    assert "plain" in read(mail("plain", page="<p>fancy</p>")).texts[0].words


def test_files_that_hang_on_it_are_opened_by_what_they_are():
    attached = (
        ("a.bin", word("In a note.")),
        ("b.txt", excel(["Delegation", "Role"], ["North", "party"])),
        ("c.doc", mail("Within.", Subject="Inner")),
        ("d.docx", b"Plain words."),
        ("e.pdf", b"%PDF-1.7"),
    )
    found = read(mail(attached=attached))
    assert [text.title for text in found.texts] == ["Monday", "In a note.", "Inner", "Plain words."]
    assert found.texts[1].where == "monday.eml: a.bin"
    assert found.sheets[0].rows[1].cells == ("North", "party")
    assert any("e.pdf. This is a PDF: open it, copy its text and paste it here." in one for one in told(found))


def test_name_of_a_file_that_would_turn_is_shown():
    found = read(mail(attached=[("bad\u202excod.exe", b"MZ\x00\x01")]))
    assert any("⟦U+202E⟧" in one for one in told(found))


def test_mails_within_mails_come_to_an_end():
    file = mail("innermost")
    for _ in range(6):
        file = mail("outer", attached=[("inner.eml", file)])
    found = read(file)
    assert "innermost" not in f"{found.texts}"
    assert any("mails within mails" in one for one in told(found))


@pytest.mark.parametrize(
    "hostile",
    [
        b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n"
        + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5000,
        b"From: a\nTo: " + b"<a@b>(((" * 200_000 + b"\nSubject: x\n\nwords",
        b"From: a\nTo: b\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=none-such\n\nwords",
        b"From: a\nTo: b\nSubject: x\n\nwo\x00rds",
    ],
)
def test_damaged_mail_is_refused_in_a_sentence(hostile):
    with pytest.raises(NotTaken):
        read(hostile)


def test_mail_without_a_date_or_subject_is_called_by_its_words():
    (text,) = read(b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nDate: nonsense\n\nWe come.\n").texts
    assert (text.title, text.dated) == ("We come.", None)
