"""The styles of a paper in DOCX, written out whole, so that nothing of a template or of its makers comes along."""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

FONT = "Arial"
INK = "1B2126"
FAINT_INK = "4C565E"
MARKING = "7A1F2B"
LINK = "1A5276"
RULE = "B8C1C8"

TINTS = ("DCEBF2", "F7ECD2", "E7E0F1", "DCEFE2", "F5DFDA")
"""The shades of a matrix, the same as in paper.css."""


def dress(document: Docx, *, language: str, right_to_left: bool) -> None:
    """Give a new document the styles, numbering and settings of a paper, in place of all that the template has."""
    _put(document.styles.element, [_defaults(language, right_to_left=right_to_left), *STYLES])
    _put(document.part.numbering_part.element, NUMBERING)
    _put(document.settings.element, [*SETTINGS, f"<w:themeFontLang w:val={quoteattr(language)}/>", *SEPARATORS])


def _put(root: BaseOxmlElement, parts: Iterable[str]) -> None:
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(f"<w:new {nsdecls('w')}>{''.join(parts)}</w:new>")):
        root.append(child)


def _defaults(language: str, *, right_to_left: bool) -> str:
    tag = quoteattr(language)
    bidi = tag if right_to_left else '"ar-SA"'
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = f"<w:rFonts {fonts}/>{_size(21, INK)}<w:lang w:val={tag} w:eastAsia={tag} w:bidi={bidi}/>"
    paragraph = f"{'<w:bidi/>' if right_to_left else ''}{_spacing(after=110, line=269)}"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def id_of_style(name: str) -> str:
    """Return the id of a paragraph's style."""
    return "".join(word.capitalize() for word in name.split())


def _paragraph_style(name: str, *, paragraph: str, run: str, then: str = "Normal") -> str:
    key = id_of_style(name)
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{then}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _style(sort: str, name: str, content: str = "", *, default: bool = False) -> str:
    mark = ' w:default="1"' if default else ""
    key = BUILT_IN.get(name) or "".join(name.split())
    return f'<w:style w:type="{sort}"{mark} w:styleId="{key}"><w:name w:val="{name}"/>{content}</w:style>'


def _size(half_points: int, colour: str) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _bold(half_points: int, colour: str) -> str:
    return f"<w:b/><w:bCs/>{_size(half_points, colour)}"


def _spacing(*, before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _rules(*sides: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)


def _margins(**sides: int) -> str:
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())


def _part_of_table(part: str, fill: str) -> str:
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    return f'<w:tblStylePr w:type="{part}"><w:rPr><w:b/><w:bCs/></w:rPr>{shade}</w:tblStylePr>'


BUILT_IN = {"Normal Table": "TableNormal"}
CENTRED = '<w:jc w:val="center"/>'
RULES = _rules("top", "left", "bottom", "right", "insideH", "insideV")

STYLES = (
    _style("paragraph", "Normal", "<w:qFormat/>", default=True),
    _style("character", "Default Paragraph Font", default=True),
    _style("numbering", "No List", default=True),
    _style(
        "table",
        "Normal Table",
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{_margins(top=0, left=85, bottom=0, right=85)}</w:tblCellMar></w:tblPr>",
        default=True,
    ),
    _paragraph_style("Title", paragraph=f"<w:keepNext/>{_spacing(after=60)}", run=_bold(38, INK)),
    _paragraph_style("Subtitle", paragraph=_spacing(after=280), run=_size(23, FAINT_INK)),
    _paragraph_style(
        "heading 1",
        paragraph=f"<w:keepNext/><w:keepLines/><w:pBdr>{_rules('bottom')}</w:pBdr>{_spacing(before=320, after=120)}"
        '<w:outlineLvl w:val="0"/>',
        run=_bold(26, INK),
    ),
    _paragraph_style("Lead", paragraph=f"<w:keepNext/>{_spacing(before=200, after=80)}", run=_bold(21, INK)),
    _paragraph_style("caption", paragraph=f"<w:keepNext/>{_spacing(before=200, after=80)}", run=_bold(20, INK)),
    _paragraph_style("header", paragraph=_spacing() + CENTRED, run=_bold(17, MARKING)),
    _paragraph_style("footer", paragraph=_spacing() + CENTRED, run=_size(17, FAINT_INK)),
    _paragraph_style(
        "List Number",
        paragraph=f'<w:numPr><w:numId w:val="1"/></w:numPr>{_spacing(after=60, line=260)}',
        run=_size(19, INK),
        then="ListNumber",
    ),
    _paragraph_style("Table Text", paragraph=_spacing(before=30, after=30), run=_size(17, INK), then="TableText"),
    _paragraph_style("Section End", paragraph=_spacing(line=20, rule="exact"), run=_size(2, INK)),
    _style(
        "character",
        "Source Number",
        f'<w:rPr><w:color w:val="{LINK}"/><w:vertAlign w:val="superscript"/></w:rPr>',
    ),
    _style("character", "Hyperlink", f'<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr>'),
    _style(
        "table",
        "Paper Table",
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{RULES}</w:tblBorders></w:tblPr>'
        f"{_part_of_table('firstRow', 'E7EBEE')}{_part_of_table('firstCol', 'F5F7F8')}",
    ),
)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>',
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/>',
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>',
    '<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>',
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)

SETTINGS = (
    '<w:zoom w:percent="100"/><w:removePersonalInformation/><w:removeDateAndTime/><w:defaultTabStop w:val="720"/>',
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"',
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
)

SEPARATORS = ('<w:decimalSymbol w:val="."/>', '<w:listSeparator w:val=","/>')
