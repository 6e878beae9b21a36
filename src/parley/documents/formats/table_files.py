"""A table as CSV and as JSON: the twins of every list on a page, under the same address."""

import csv
import json
from io import StringIO

from parley.documents.paper import Table

MARK_OF_UTF8 = "\ufeff"
"""Without it, spreadsheets take the letters for those of another alphabet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: Table) -> str:
    """Return a table as CSV, with the ids of the entries that each row rests on in the last column.

    What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_tame(text) for text in (table.corner, *table.columns, "id"))
    for row in table.rows:
        ids = dict.fromkeys(entry for cell in row.cells for entry in cell.entries)
        writer.writerow(_tame(text) for text in (row.heading, *(cell.text for cell in row.cells), " ".join(ids)))
    return MARK_OF_UTF8 + file.getvalue()


def table_to_json(table: Table) -> str:
    """Return a table as JSON: its title, its columns, and for each row its cells and the ids that it rests on."""
    rows = [
        {
            "cells": [row.heading, *(cell.text for cell in row.cells)],
            "entries": list(dict.fromkeys(entry for cell in row.cells for entry in cell.entries)),
        }
        for row in table.rows
    ]
    found = {"title": table.title, "columns": [table.corner, *table.columns], "rows": rows}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _tame(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
