"""Real files of tables, made as a test needs them."""

from io import BytesIO

from openpyxl import Workbook


def excel(*rows, title="Sheet", also=()):
    """An Excel file of a sheet with these rows, and of further sheets of a title and rows each."""
    book = Workbook()
    book.active.title = title
    for sheet, filled in ((book.active, rows), *((book.create_sheet(name), filled) for name, filled in also)):
        for row in filled:
            sheet.append(row)
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()
