"""The file that a DOCX is: only the parts that a paper needs, nothing of its making, the same bytes every time."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Docx
from lxml import etree

from parley.documents.formats.plain_text import plain
from parley.documents.paper import Paper

NOT_KEPT = (
    "/extended-properties",
    "/thumbnail",
    "/customXml",
    "/stylesWithEffects",
    "/webSettings",
    "/theme",
    "/fontTable",
)
EARLIEST = (1980, 1, 1, 0, 0, 0)
FIRST = ("[Content_Types].xml", "_rels/.rels")
REVISION = "rsid"


def packed(document: Docx, paper: Paper) -> bytes:
    """Return a document as the bytes of its file."""
    _say_nothing_of_the_maker(document, paper)
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(NOT_KEPT)]:
            del relations[key]
    saved = BytesIO()
    document.save(saved)
    return _repacked(saved)


def _say_nothing_of_the_maker(document: Docx, paper: Paper) -> None:
    # The template names its author and its tool; the time is that of the paper, never that of its making.
    properties = document.core_properties
    when = datetime.fromtimestamp(int(paper.as_of.timestamp()), UTC).replace(tzinfo=None)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = when
    properties.revision = 1
    properties.title = plain(paper.title)[:255]
    properties.language = paper.language


def _repacked(saved: BytesIO) -> bytes:
    written = BytesIO()
    with ZipFile(saved) as source, ZipFile(written, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name not in FIRST, name))
        for name in names:
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            # As if made on one system, whichever it was.
            entry.create_system = 0
            target.writestr(entry, _without_revisions(source.read(name)), compresslevel=9)
    return written.getvalue()


def _without_revisions(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for node in root.iter(etree.Element):
        for name in [name for name in node.attrib if etree.QName(name).localname.startswith(REVISION)]:
            del node.attrib[name]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
