"""A list on a page, fifty rows at a time, and the whole of it as CSV and JSON under the same address."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from parley.documents.formats.table_files import table_to_json, to_csv
from parley.documents.paper import Table
from parley.web.pages import page
from parley.web.viewer import Viewer

FILES = {
    ".csv": (to_csv, "text/csv; charset=utf-8"),
    ".json": (table_to_json, "application/json"),
}
ROWS_A_PAGE = 50
REFUSED = 422
MOST_DIGITS = 6


def listed(
    request: HttpRequest,
    viewer: Viewer,
    table: Table,
    *,
    suffix: str,
    template: str = "list.html",
    refused: bool = False,
    files_at: str = "",
    **context: object,
) -> HttpResponse:
    """Return a list as a page, or as the file that a suffix asks for; of what was refused there is no file.

    The files stand at the page's own address, unless they are said to be elsewhere.
    """
    if suffix:
        if refused:
            raise Http404
        name = request.path.rpartition("/")[2].removesuffix(suffix)
        write, sort = FILES[suffix]
        headers = {"Content-Disposition": f'attachment; filename="{name}{suffix}"'}
        return HttpResponse(write(table), content_type=sort, headers=headers)
    number, pages = _number(request.GET.get("page", "")), max(-(-len(table.rows) // ROWS_A_PAGE), 1)
    number = min(number, pages)
    asked = {key: value for key, value in request.GET.items() if key != "page" and value}
    return page(
        request,
        template,
        viewer=viewer,
        table=table,
        rows=table.rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE],
        number=number,
        pages=pages,
        before=request.path + _query(asked, number - 1) if number > 1 else "",
        after=request.path + _query(asked, number + 1) if number < pages else "",
        files=[(f"{files_at or request.path}{one}{_query(asked)}", one[1:].upper()) for one in FILES],
        status=REFUSED if refused else 200,
        **context,
    )


def _query(asked: dict[str, str], number: int = 1) -> str:
    more = {"page": str(number)} if number > 1 else {}
    return f"?{urlencode(asked | more)}" if asked or more else ""


def _number(typed: str) -> int:
    return max(int(typed), 1) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 1
