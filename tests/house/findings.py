"""What breaks a rule of the house in one source file, as the words that a failing test shows."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40
FORBIDDEN_NAMES = {
    "base",
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "service",
    "services",
    "util",
    "utils",
}
FILLER = re.compile(r"\bthis (function|method)\b|\bstep \d|\btodo\b|\bfixme\b", re.IGNORECASE)
SQL = re.compile(
    r"\s*(select\b.+\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|truncate\s+\S+"
    r"|with\s+\w+\s+as\s*\(|(create|alter|drop|grant|revoke)\s+(or\s+replace\s+)?"
    r"(table|view|index|role|schema|function|policy|database|select|insert|execute|all)\b)",
    re.IGNORECASE | re.DOTALL,
)


def long_functions(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield f"{node.name} has {length} lines"


def filler(source: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and FILLER.search(token.string):
            yield f"line {token.start[0]}: {token.string}"
    for words in docstrings(ast.parse(source)):
        if found := FILLER.search(words):
            yield f"a docstring says “{found[0]}”"


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node, clean=False) or ""


def dodged_cycles(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"
        reached = isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING"
        imported = isinstance(node, ast.ImportFrom) and any(alias.name == "TYPE_CHECKING" for alias in node.names)
        if named or reached or imported:
            yield f"line {node.lineno}: TYPE_CHECKING"


def statements_of_sql(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    prose = set(docstrings(tree))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value not in prose
            and SQL.match(node.value)
        ):
            yield f"line {node.lineno}: {node.value.strip()[:60]}"
