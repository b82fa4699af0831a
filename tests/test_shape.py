"""Code stays in pieces that a reader can hold in mind."""

import ast

import pytest

from config.settings import BASE_DIR

LONGEST_FUNCTION, LONGEST_MODULE = 50, 300

MODULES = sorted(
    path
    for app in ("config", "history", "quiz")
    for path in (BASE_DIR / app).rglob("*.py")
    if "migrations" not in path.parts
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_a_module_and_its_functions_are_short(path):
    text = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    assert text.count("\n") <= LONGEST_MODULE
    assert [f.name for f in functions if f.end_lineno - f.lineno >= LONGEST_FUNCTION] == []
