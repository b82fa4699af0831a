"""Files from strangers: refused in plain words, soon, in bounded memory, and nothing is written."""

import io
import resource
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from history.models import Topic
from history.packs import opener
from history.packs.archive import Refused
from history.packs.loader import write
from history.packs.pack import BadPack
from history.packs.sheets import OPENER
from history.packs.stored import surround
from history.packs.tables import TABLES
from history.packs.uploads import read_upload

pytestmark = pytest.mark.django_db

SECONDS = 5
MEMORY = 200 * 2**20
HUGE = 0x1234_5678
LARGEST = 5 * 2**20
TOPICS = b"slug,title,summary\n"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows, name="topics"):
    book = Workbook()
    book.active.title = name
    for cells in rows:
        book.active.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


PLAIN = [["slug", "title", "summary"], ["valley", "The Valley", ""]]


def zipped(files, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **options)
    return content.getvalue()


def with_part(part, data):
    """A good spreadsheet with one part of it exchanged."""
    with zipfile.ZipFile(io.BytesIO(workbook(PLAIN))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: data})


def sheet_xml(rows, before=""):
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{ns}"><sheetData>{rows}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{before}{sheet}'


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{cell("A1", "slug")}{cell("B1", "title")}{cell("C1", "summary")}</row>'


def lying(honest):
    real, claimed = HUGE.to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert honest.count(real) == 2
    return honest.replace(real, claimed)


def lying_zip():
    """It says that its file is small, and it unpacks to three hundred million bytes."""
    return lying(zipped({"topics.csv": b"\0" * HUGE}))


def lying_spreadsheet():
    return lying(with_part(SHEET, b" " * HUGE))


def laughs(depth=12):
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth)
    )
    return f"<!DOCTYPE x [{entities}]>"


def encrypted():
    content = bytearray(zipped({"topics.csv": TOPICS}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def loops(number):
    """As many circles of two causes as fit."""
    events = ["slug,title,title_es,date,calendar,place,people,summary,topics,importance"]
    causes = ["slug,effect,cause,statement,role,explanation"]
    claims = ["cause,source,locator,gist,quote"]
    for n in range(number):
        events += [f"{side}{n},T,,1701,,,,S,valley,2" for side in "ab"]
        causes += [f"{x}{y}{n},{x}{n},{y}{n},S,trigger,E" for x, y in ("ab", "ba")]
        claims += [f"{x}{n},annals,p.,g," for x in ("ab", "ba")]
    topics = ["slug,title,summary", "valley,V,"]
    sources = [",".join(TABLES[1].columns), "annals,A,,,primary,,en,,"]
    files = {"topics": topics, "sources": sources, "events": events}
    files |= {"causes": causes, "cause_claims": claims}
    return zipped({f"{name}.csv": "\n".join(lines) for name, lines in files.items()})


HOSTILE = {
    "zip bomb": ("a.zip", lambda: zipped({"topics.csv": b"\0" * HUGE}), "larger than 30 MB"),
    "zip that lies": ("a.zip", lying_zip, "damaged"),
    "zip of zips": ("a.zip", lambda: zipped({"a.zip": zipped({"b.zip": b"x"})}), "no such file"),
    "zip of 100,000 files": (
        "a.zip",
        lambda: zipped({f"{n}": b"" for n in range(40_000)}),
        "holds 40000 files",
    ),
    "zip that unpacks without a bound": (
        "a.zip",
        lambda: zipped({"topics.csv": TOPICS}, compress_type=zipfile.ZIP_LZMA),
        "packed in a way",
    ),
    "zip with a password": ("a.zip", encrypted, "password"),
    "zip cut short": ("a.zip", lambda: zipped({"topics.csv": TOPICS})[:-30], "damaged"),
    "zip with two of one name": (
        "a.zip",
        lambda: zipped({"a/topics.csv": TOPICS, "b/topics.csv": TOPICS}),
        "two files that are called topics.csv",
    ),
    "zip that climbs out": (
        "a.zip",
        lambda: zipped({"../../../etc/passwd": b"root"}),
        "passwd: no such file",
    ),
    "spreadsheet bomb": ("a.xlsx", lambda: with_part(SHEET, b" " * HUGE), "larger than 30 MB"),
    "spreadsheet that lies": ("a.xlsx", lying_spreadsheet, "no spreadsheet that can be read"),
    "billion laughs": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml(cell("A1", "&a11;"), laughs())),
        "declares entities",
    ),
    "billion laughs in the strings": (
        "a.xlsx",
        lambda: with_part("xl/sharedStrings.xml", sheet_xml("&a11;", laughs())),
        "declares entities",
    ),
    "entities in another encoding": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml("&a11;", laughs()).encode("utf-16")),
        "declares entities",
    ),
    "an entity that reads a file": (
        "a.xlsx",
        lambda: with_part(
            SHEET, sheet_xml("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        "declares entities",
    ),
    "a million columns in a sheet": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml(f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>')),
        "",
    ),
    "a cell in the column of a million": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml(f'<row r="1">{cell("ZZZZZ1", "x")}</row>')),
        "",
    ),
    "a row far below": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml(HEADER + '<row r="999999999999"/>')),
        "more than 100,000 rows",
    ),
    "a sheet that never ends": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml("<row><c><v>1</v></c></row>" * 1_100_000)),
        "",
    ),
    "a sheet of styles": (
        "a.xlsx",
        lambda: with_part("xl/styles.xml", sheet_xml("<xf/>" * 5_000_000)),
        "",
    ),
    "a tower of elements": (
        "a.xlsx",
        lambda: with_part(SHEET, sheet_xml("<a>" * 1_000_000 + "</a>" * 1_000_000)),
        "",
    ),
    "macros": ("a.xlsx", lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "no spreadsheet": (
        "a.xlsx",
        lambda: zipped({"[Content_Types].xml": b"<x/>"}),
        "no spreadsheet",
    ),
    "wrong magic": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0" + b"x" * 1000,
        "called .xlsx but is none",
    ),
    "a zip that is called a spreadsheet": (
        "a.xlsx",
        lambda: zipped({"topics.csv": TOPICS}),
        "called .xlsx but is none",
    ),
    "a spreadsheet that is called a zip": (
        "a.zip",
        lambda: workbook(PLAIN),
        "called .zip but is none",
    ),
    "a spreadsheet that is called CSV": ("topics.csv", lambda: workbook(PLAIN), ""),
    "a program": ("a.exe", lambda: b"MZ", "Only .xlsx, .csv and .zip"),
    "the old format": ("a.xls", lambda: b"\xd0\xcf\x11\xe0", "Only .xlsx, .csv and .zip"),
    "nothing": ("topics.csv", lambda: b"", "empty"),
    "an empty spreadsheet": ("a.xlsx", lambda: workbook([]), "column slug: this column is missing"),
    "a formula": (
        "a.xlsx",
        lambda: workbook([PLAIN[0], ["valley", '=HYPERLINK("http://x")', ""]]),
        "topics.csv, row 2, column title: this is a formula",
    ),
    "a million columns": (
        "topics.csv",
        lambda: b",".join(b"c" for _ in range(1_000_000)) + b"\n",
        "row 1: it has 1000000 columns",
    ),
    "a row of a million cells": (
        "topics.csv",
        lambda: TOPICS + b"," * 1_000_000 + b"x\n",
        "row 2: this row has 1000001 cells",
    ),
    "a million lines": (
        "topics.csv",
        lambda: TOPICS + b"a,,\n" * 1_000_000,
        "at most 100000 are read",
    ),
    "lines that only a Mac of 1999 would end so": (
        "topics.csv",
        lambda: TOPICS + b"a,,\r" * 1_000_000,
        "at most 100000 are read",
    ),
    "a cell of five million letters": (
        "topics.csv",
        lambda: TOPICS + b"a," + b"x" * 5_000_000 + b",\n",
        "row 2: this is not CSV",
    ),
    "a quote that never closes": (
        "topics.csv",
        lambda: TOPICS + b'a,"' + b"x\n" * 50_000,
        "this is not CSV",
    ),
    "UTF-16": ("topics.csv", lambda: "slug,title,summary\n".encode("utf-16"), "not UTF-8"),
    "Latin-1": (
        "topics.csv",
        lambda: TOPICS + "a,Höhe,\n".encode("latin-1"),
        "row 2: this is not UTF-8",
    ),
    "NUL": ("topics.csv", lambda: TOPICS + b"valley,The\0Valley,\n", "NUL"),
    "a table that is none": ("marks.csv", lambda: b"pupil,mark\n", "Which table is this?"),
    "bad in every cell": (
        "events.csv",
        lambda: (",".join(TABLES[2].columns) + "\n" + "?,,?,?,?,,,,?,9\n" * 99_000).encode(),
        "events.csv, row 2, column slug",
    ),
    "ten thousand circles": ("a.zip", lambda: loops(10_000), "in a circle"),
}


def refusal(name, content):
    try:
        write(lambda: surround(read_upload(name, content)))
    except (Refused, BadPack) as refused:
        return str(refused)
    raise AssertionError("it was taken")


def used():
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_nothing_is_written(case):
    name, make, told = HOSTILE[case]
    content = make()
    assert len(content) <= LARGEST, "a larger one is refused before it is read"
    # The processor's time, because other tests run beside this one.
    before = used()
    said = refusal(name, content)
    assert used() - before < SECONDS
    assert told in said
    assert "Traceback" not in said
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "case", ["zip bomb", "zip that lies", "spreadsheet bomb", "a million columns in a sheet"]
)
def test_a_bomb_takes_little_memory(case):
    name, make, _told = HOSTILE[case]
    content = make()
    tracemalloc.start()
    try:
        refusal(name, content)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


# The process that opens spreadsheets


def test_what_it_opens_is_what_was_written():
    rows = [
        ["slug", "title", "summary"],
        ["valley", 1933, None],
        [None, None, None],
        ["b", 1.5, 1e3],
    ]
    assert opener.reply(workbook(rows), ["topics"])["sheets"]["topics"]["rows"] == [
        (1, ["slug", "title", "summary"]),
        (2, ["valley", "1933", ""]),
        (4, ["b", "1.5", "1000"]),
    ]


def test_days_that_a_spreadsheet_took_for_days_come_back_as_they_were_meant():
    from datetime import date, datetime

    cells = [date(1933, 11, 16), datetime(1933, 11, 16)]  # noqa: DTZ001 - a cell has no zone
    found = opener.reply(workbook([cells]), ["topics"])
    assert found["sheets"]["topics"]["rows"] == [(1, ["1933-11-16", "1933-11-16"])]


def test_it_imports_nothing_of_ours():
    told = "import sys; sys.argv = ['x']; import runpy; runpy.run_path({!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", told.format(str(OPENER))], capture_output=True, check=True
    )
    assert not {"django", "history", "config"} & set(done.stdout.decode().split())


def test_its_process_is_stopped_when_it_takes_too_much(tmp_path, monkeypatch):
    greedy = tmp_path / "opener.py"
    greedy.write_text("while True: pass")
    monkeypatch.setattr("history.packs.sheets.OPENER", greedy)
    monkeypatch.setattr("history.packs.sheets.PATIENCE", 0.2)
    began = time.monotonic()
    assert "too much time or memory" in refusal("a.xlsx", workbook(PLAIN))
    assert time.monotonic() - began < SECONDS


def test_its_memory_has_a_bound():
    source = Path(OPENER).read_text().split("if __name__")[0]
    greedy = f"{source}\nlimit_this_process()\nx = bytearray(MEMORY)"
    done = subprocess.run([sys.executable, "-I", "-c", greedy], capture_output=True, check=False)
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


def test_it_sets_its_own_bounds():
    as_a_program = (
        f"import resource, runpy, sys; runpy.run_path({str(OPENER)!r}, run_name='__main__');"
        "print(resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_AS))"
    )
    command = [sys.executable, "-I", "-c", as_a_program, "topics"]
    done = subprocess.run(command, input=workbook(PLAIN), capture_output=True, check=True)
    seconds, memory = opener.CPU_SECONDS, opener.MEMORY
    assert done.stdout.decode().endswith(f"{(seconds, seconds)} {(memory, memory)}\n")


def test_a_good_file_of_each_kind_is_taken():
    for name, content in (
        ("topics.csv", TOPICS + b"a,A,\n"),
        ("my topics (2).csv", TOPICS + b"b,B,\n"),
        ("a.zip", zipped({"pack/topics.csv": TOPICS + b"c,C,\n", "__MACOSX/pack/._x": b"?"})),
        ("a.XLSX", workbook([PLAIN[0], ["d", "D", ""]])),
    ):
        write(lambda name=name, content=content: surround(read_upload(name, content)))
    assert set(Topic.objects.values_list("slug", flat=True)) == set("abcd")


def test_an_empty_sheet_beside_the_tables_is_no_problem():
    content = io.BytesIO(workbook(PLAIN))
    book = load_workbook(content)
    book.create_sheet("Sheet2")
    content = io.BytesIO()
    book.save(content)
    write(lambda: surround(read_upload("a.xlsx", content.getvalue())))
    assert Topic.objects.get().slug == "valley"
