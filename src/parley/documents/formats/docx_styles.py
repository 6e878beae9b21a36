"""The styles of a paper in DOCX, written out whole, so that nothing of a template or of whoever made it comes along."""

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
    """Give a new document the styles, the numbering and the settings of a paper, in place of all that the template has."""
    _put(document.styles.element, _styles(language, right_to_left=right_to_left))
    _put(document.part.numbering_part.element, NUMBERING)
    _put(document.settings.element, _settings(language))


def _put(root: BaseOxmlElement, content: str) -> None:
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(f"<w:new {nsdecls('w')}>{content}</w:new>")):
        root.append(child)


def _styles(language: str, *, right_to_left: bool) -> str:
    tag = quoteattr(language)
    bidi = "<w:bidi/>" if right_to_left else ""
    complex_script = tag if right_to_left else '"ar-SA"'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f"<w:lang w:val={tag} w:eastAsia={tag} w:bidi={complex_script}/></w:rPr></w:rPrDefault>"
        f'<w:pPrDefault><w:pPr>{bidi}<w:spacing w:after="110" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return defaults + STYLES


def _settings(language: str) -> str:
    return (
        '<w:zoom w:percent="100"/><w:removePersonalInformation/><w:removeDateAndTime/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang w:val={quoteattr(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/><w:lvlText w:val="%1."/><w:lvlJc w:val="start"/>'
    '<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _paragraph_style(key: str, name: str, *, paragraph: str = "", run: str = "", based: str = "Normal", then: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f'<w:next w:val="{then}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _bold(size: int, colour: str = INK) -> str:
    return f'<w:b/><w:bCs/><w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _lines(*sides: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)


def _small(size: int, colour: str = FAINT_INK) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


STYLES = "".join(
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        _paragraph_style("Title", "Title", paragraph='<w:keepNext/><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>', run=_bold(38)),
        _paragraph_style("Subtitle", "Subtitle", paragraph='<w:spacing w:before="0" w:after="280"/>', run=_small(23)),
        _paragraph_style(
            "Heading1",
            "heading 1",
            paragraph=f'<w:keepNext/><w:keepLines/><w:pBdr>{_lines("bottom")}</w:pBdr>'
            '<w:spacing w:before="320" w:after="120" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="0"/>',
            run=_bold(26),
        ),
        _paragraph_style("Caption", "caption", paragraph='<w:keepNext/><w:spacing w:before="200" w:after="80"/>', run=_bold(20)),
        _paragraph_style("Header", "header", paragraph='<w:spacing w:after="0"/><w:jc w:val="center"/>', run=_bold(17, MARKING)),
        _paragraph_style("Footer", "footer", paragraph='<w:spacing w:after="0"/><w:jc w:val="center"/>', run=_small(17)),
        _paragraph_style(
            "ListNumber",
            "List Number",
            paragraph='<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>',
            run='<w:sz w:val="19"/><w:szCs w:val="19"/>',
            then="ListNumber",
        ),
        _paragraph_style(
            "TableText",
            "Table Text",
            paragraph='<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>',
            run='<w:sz w:val="17"/><w:szCs w:val="17"/>',
            then="TableText",
        ),
        '<w:style w:type="character" w:styleId="SourceNumber"><w:name w:val="Source Number"/>'
        f'<w:rPr><w:color w:val="{LINK}"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        f'<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style w:type="table" w:styleId="PaperTable"><w:name w:val="Paper Table"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{_lines("top", "left", "bottom", "right", "insideH", "insideV")}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7EBEE"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F5F7F8"/></w:tcPr></w:tblStylePr></w:style>',
    ]
)
