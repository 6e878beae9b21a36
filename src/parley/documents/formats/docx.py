"""A paper as DOCX: A4, real styles, its marking on every page, numbers that lead to their sources."""

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section as DocxSection
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from parley.collecting import without_collecting
from parley.documents.formats.addresses import may_be_linked
from parley.documents.formats.citing import Citing
from parley.documents.formats.docx_package import packed
from parley.documents.formats.docx_styles import dress, id_of_style
from parley.documents.formats.docx_table import add_table
from parley.documents.formats.docx_words import add_address, add_field, add_numbers, add_words, mark_place, set_style
from parley.documents.formats.table_shape import SIDEWAYS, UPRIGHT, needs_landscape
from parley.documents.paper import Figure, Paper, Section, Source, Table
from parley.wording import Wording, wording

SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
SIDE = Mm(20)
ABOVE, BELOW, EDGE = Mm(24), Mm(22), Mm(11)
FIELDS = {"PAGE": "\N{OBJECT REPLACEMENT CHARACTER}1", "NUMPAGES": "\N{OBJECT REPLACEMENT CHARACTER}2"}


@without_collecting()
def to_docx(paper: Paper) -> bytes:
    """Return a paper as the bytes of a DOCX file; a drawing is given as the table that says the same.

    The same paper gives the same bytes, and nothing in them tells who made the file, when, or on what machine.
    """
    words = wording(paper.language)
    document = Document()
    dress(document, language=paper.language, right_to_left=words.right_to_left)
    _Writer(document, paper=paper, words=words).write()
    return packed(document, paper)


class _Writer:
    """The writing of one paper into one document."""

    def __init__(self, document: Docx, *, paper: Paper, words: Wording) -> None:
        self._document = document
        self._paper = paper
        self._words = words
        self._right_to_left = words.right_to_left
        self._citing = Citing(paper.sources)
        self._wide = False

    def write(self) -> None:
        self._lay_out(self._document.sections[0])
        self._mark_pages(self._document.sections[0])
        self._paragraph(self._paper.title, "Title")
        self._paragraph(self._paper.subtitle, "Subtitle")
        for section in self._paper.sections:
            self._section(section)
        self._turn(wide=False)
        self._paragraph(self._paper.sources_title, "Heading 1")
        for number, source in enumerate(self._paper.sources, start=1):
            self._source(source, number)

    def _paragraph(self, text: str, style: str) -> Paragraph:
        paragraph = self._document.add_paragraph()
        set_style(paragraph, id_of_style(style))
        add_words(paragraph, text, right_to_left=self._right_to_left)
        return paragraph

    def _section(self, section: Section) -> None:
        self._turn(wide=needs_landscape(section.figures))
        self._paragraph(section.title, "Heading 1")
        for sentence in section.sentences:
            paragraph = self._paragraph(sentence.text, "Lead" if sentence.lead else "Normal")
            add_numbers(paragraph, self._citing.numbers(sentence.entries), right_to_left=self._right_to_left)
        for figure in section.figures:
            self._figure(figure)

    def _figure(self, figure: Figure) -> None:
        table = figure if isinstance(figure, Table) else figure.table
        self._paragraph(table.title, "Caption")
        add_table(
            self._document,
            table,
            citing=self._citing,
            right_to_left=self._right_to_left,
            width=Length((LONG_SIDE if self._wide else SHORT_SIDE) - 2 * SIDE),
            room=SIDEWAYS if self._wide else UPRIGHT,
        )

    def _source(self, source: Source, number: int) -> None:
        paragraph = self._paragraph(source.text, "List Number")
        address = source.address.strip()
        if address:
            add_words(paragraph, " ", right_to_left=self._right_to_left)
        if may_be_linked(address):
            add_address(paragraph, address)
        elif address:
            add_words(paragraph, address, right_to_left=self._right_to_left)
        mark_place(paragraph, number)

    def _turn(self, *, wide: bool) -> None:
        if wide != self._wide:
            self._wide = wide
            self._lay_out(self._document.add_section(WD_SECTION.NEW_PAGE))
            # The paragraph that ends a section is kept so small that it never needs a page of its own.
            self._document.paragraphs[-1].style = "Section End"

    def _lay_out(self, page: DocxSection) -> None:
        page.orientation = WD_ORIENT.LANDSCAPE if self._wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (LONG_SIDE, SHORT_SIDE) if self._wide else (SHORT_SIDE, LONG_SIDE)
        page.left_margin = page.right_margin = SIDE
        page.top_margin, page.bottom_margin = ABOVE, BELOW
        page.header_distance = page.footer_distance = EDGE

    def _mark_pages(self, page: DocxSection) -> None:
        if self._right_to_left:
            # Later sections are made from this one, and so turn round with it.
            turned = parse_xml(f"<w:bidi {nsdecls('w')}/>")
            page._sectPr.insert_element_before(turned, "w:rtlGutter", "w:docGrid")  # noqa: SLF001 - no other way
        header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
        header.style, footer.style = "header", "footer"
        add_words(header, self._paper.handling, right_to_left=self._right_to_left)
        text = self._words("Page {page} of {pages}", page=FIELDS["PAGE"], pages=FIELDS["NUMPAGES"])
        for instruction, field in FIELDS.items():
            text = text.replace(field, f"\0{instruction}\0")
        for place, part in enumerate(text.split("\0")):
            if place % 2:
                add_field(footer, part, right_to_left=self._right_to_left)
            elif part:
                add_words(footer, part, right_to_left=self._right_to_left)
