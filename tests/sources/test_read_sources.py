"""Files, folders, web pages and JSON lines as sources."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from claimrec import OptionError, ReadError, Source, SourceError, read_sources

TEXT = "Ferry runs aground off Bergen\n\nA ferry with forty people on board ran aground off Bergen on Sunday.\n"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode()
    path.write_bytes(content)
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


# --- texts ------------------------------------------------------------------------------------------------------


def test_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    assert read_sources([put(tmp_path, "harbour.txt", TEXT)]) == (Source("harbour", TEXT),)


def test_one_path_and_a_string_will_do(tmp_path: Path) -> None:
    path = put(tmp_path, "harbour.txt", TEXT)
    assert read_sources(path) == read_sources(str(path)) == read_sources([path])


def test_no_path_gives_no_source() -> None:
    assert read_sources([]) == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Malmö".encode(), "Malmö"),
        (codecs.BOM_UTF8 + "Malmö".encode(), "Malmö"),
        ("Malmö".encode("utf-16"), "Malmö"),
        (codecs.BOM_UTF16_BE + "Malmö".encode("utf-16-be"), "Malmö"),
        ("Malmö".encode("utf-32"), "Malmö"),
        ("Malmö – “hav”".encode("cp1252"), "Malmö – “hav”"),
        (b"Malm\xf6 \x81", "Malmö \x81"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"", ""),
        (b"A bell \x07 rang.", "A bell \x07 rang."),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_sources(put(tmp_path, "a.txt", data))[0].text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF file"),
        (b"PK\x03\x04" + bytes(40), "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a PNG image"),
        (bytes(range(256)) * 8, "binary"),
        (b"\xff\xfea", "encoding"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    path = put(tmp_path, "a.txt", data)
    with pytest.raises(ReadError, match=reason) as caught:
        read_sources(path)
    assert caught.value.path == str(path)
    assert isinstance(caught.value, OSError)


def test_a_printed_date_becomes_the_date_of_publication(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT.replace("\n\n", "\nPublished: March 3, 2024\n", 1))
    assert read_sources(path)[0].published == dt.date(2024, 3, 3)


# --- markdown and web pages -------------------------------------------------------------------------------------


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.md",
        "---\ntitle: Ferry aground\ndate: 2024-03-03\npublisher: 'Fjord'\n---\n# Ferry aground\n\nIt ran **aground** off"
        " [Bergen](https://b.example/x_y) ![map](m.png)with 40_000 litres of _oil_.\n\n> “Lucky,” said `Holm`.\n\n* one\n* two\n",
    )
    assert read_sources(path) == (
        Source(
            "a",
            "Ferry aground\n\nIt ran aground off Bergen with 40_000 litres of oil.\n\n“Lucky,” said Holm.\n\n* one\n* two",
            title="Ferry aground",
            published="2024-03-03",
            publisher="Fjord",
        ),
    )


def test_a_bad_date_in_a_markdown_head_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.md: a date must be .* 'soon'"):
        read_sources(put(tmp_path, "a.md", "---\ndate: soon\n---\nRain."))


PAGE = """<!DOCTYPE html><html><head><title>Ferry &amp; rocks | Fjord</title><meta charset="utf-8">
<meta property="og:site_name" content="The Fjord"><link rel="canonical" href="https://fjord.example/1">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ferry &amp; rocks",
 "datePublished": "2024-03-03T08:30:00+0100", "publisher": {"name": "Fjord News"}}]}</script>
<style>p { color: red }</style>
<script>var killed = "12 killed";</script></head>
<body><nav><ul><li>Home<li>Sport</ul></nav><header><p>Weather</p></header>
<article><header><h1>Ferry  on
 rocks</h1></header><p>A ferry ran aground off <b>Ber</b>gen&nbsp;on Sunday,<br>the coast guard said.
<p>Nobody was hurt &lt;yet&gt;.<script>document.write("9 hurt")</script><div hidden>Hidden words</div>
<div style="display: none">More</div><ul><li>One boat</li><li>Two tugs</li></ul><aside>Related news</aside>
<table><tr><td>Depth</td><td>4 m</td></tr></table></article>
<footer>All rights reserved</footer><noscript>Enable</noscript></body></html>"""


def test_a_web_page_becomes_the_text_that_is_read(tmp_path: Path) -> None:
    made = read_sources(put(tmp_path, "a.html", PAGE))
    assert made == (
        Source(
            "a",
            "Ferry on rocks\n\nA ferry ran aground off Bergen on Sunday,\nthe coast guard said.\n\nNobody was hurt <yet>.\n\n"
            "• One boat\n• Two tugs\n\nDepth\n4 m",
            publisher="Fjord News",
            published=dt.datetime(2024, 3, 3, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            title="Ferry & rocks",
            url="https://fjord.example/1",
        ),
    )


def test_meta_tags_serve_where_there_is_no_linked_data(tmp_path: Path) -> None:
    page = (
        '<meta property="article:published_time" content="2024-03-03"><meta property="og:title" content="Aground">'
        '<meta property="og:site_name" content="Fjord"><script type="application/ld+json">{broken</script><p>Rain fell.</p>'
    )
    source = read_sources(put(tmp_path, "a.htm", page))[0]
    assert (source.title, source.publisher, source.published) == ("Aground", "Fjord", dt.date(2024, 3, 3))


@pytest.mark.parametrize(
    "page",
    [
        "<nav><p>A ferry with forty people on board ran aground off Bergen on Sunday, they said.",
        "<form><article><p>A ferry with forty people on board ran aground off Bergen on Sunday, they said.</article></form>",
        "<p>A ferry with forty people on board ran aground off Bergen on Sunday, they said.</p><script>if (a < b) {",
        "<p>A ferry with forty people on board ran aground off Bergen on Sunday, they said.</div></p></table>",
    ],
)
def test_broken_pages_still_give_their_words(tmp_path: Path, page: str) -> None:
    source = read_sources(put(tmp_path, "a.html", page))[0]
    assert source.text == "A ferry with forty people on board ran aground off Bergen on Sunday, they said."


def test_the_encoding_that_a_page_names_is_used(tmp_path: Path) -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2")
    assert read_sources(put(tmp_path, "a.html", page))[0].text == "Łódź"


def test_deep_nesting_is_harmless(tmp_path: Path) -> None:
    assert read_sources(put(tmp_path, "a.html", "<div>" * 20000 + "Rain fell."))[0].text == "Rain fell."


# --- JSON -------------------------------------------------------------------------------------------------------


def test_json_holds_a_source_or_an_array_of_them(tmp_path: Path) -> None:
    one = {"id": "a", "text": "Rain fell.", "publisher": "Fjord", "published": "2024-03-03", "origin": "a", "more": 1}
    wanted = Source("a", "Rain fell.", publisher="Fjord", published="2024-03-03")
    assert read_sources(put(tmp_path, "one.json", json.dumps(one))) == (wanted,)
    assert read_sources(put(tmp_path, "all.json", json.dumps([one, {"id": "b", "text": ""}]))) == (wanted, Source("b"))


def test_json_lines_hold_one_a_line(tmp_path: Path) -> None:
    path = put(tmp_path, "all.jsonl", '{"id": "a", "text": "Rain."}\n\n{"text": "Snow."}\n')
    assert read_sources(path) == (Source("a", "Rain."), Source("all-2", "Snow."))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "c", "text": ', "not JSON"),
        ("[1]", "object"),
        ('{"id": "c", "body": "Rain."}', "must have a text; this object .* has: body, id"),
        ('{"id": "", "text": "Rain."}', "id must be a non-empty string"),
        ('{"id": "c", "text": 5}', "invalid value for type, expected str"),
        ('{"id": "c", "text": "Rain.", "published": "soon"}', "'soon'"),
        ('{"schema": "claimrec/1"}', "claimrec report"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = put(tmp_path, "all.jsonl", '{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Snow."}\n' + line)
    with pytest.raises(ReadError, match=reason) as caught:
        read_sources(path)
    assert caught.value.line == 3
    assert str(caught.value).startswith(f"{path}, line 3: ")


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.json, line 2: it is not JSON"):
        read_sources(put(tmp_path, "a.json", '[\n{"id": }]'))


def test_an_id_given_twice_is_told_with_both_places(tmp_path: Path) -> None:
    path = put(tmp_path, "all.jsonl", '{"id": "a", "text": "Rain."}\n{"id": "a", "text": "Snow."}')
    with pytest.raises(SourceError, match=r"'a' is in .*line 1 and in .*line 2"):
        read_sources(path)


# --- folders and names ------------------------------------------------------------------------------------------


def test_a_folder_gives_what_can_be_read_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden/d.txt", ".e.txt", "f.png", "g"):
        put(tmp_path, name, "Rain fell.")
    assert [source.id for source in read_sources(tmp_path)] == ["a", "b", "c"]


def test_files_of_one_name_are_called_by_their_paths(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "y/b.txt"):
        put(tmp_path, name, "Rain fell.")
    assert [source.id for source in read_sources(tmp_path)] == ["x/a", "y/a", "b"]


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Rain fell.")
    assert len(read_sources([path, tmp_path, str(path)])) == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nothing.txt", "no such file"), ("picture.png", "must end in"), ("empty", "holds no file"), ("bad\0.txt", "null")],
)
def test_unreadable_paths(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path, "picture.png", "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match=reason):
        read_sources(f"{tmp_path}/{name}")


@pytest.mark.parametrize("given", [5, b"a.txt", [5], None])
def test_what_is_no_path_is_told(given: object) -> None:
    with pytest.raises(OptionError, match="path"):
        read_sources(given)  # type: ignore[arg-type]


# --- standard input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"Rain fell.", (Source("stdin", "Rain fell."),)),
        (b"{Rain} fell.", None),
        (b"[Oslo] Rain fell.", (Source("stdin", "[Oslo] Rain fell."),)),
        (b'{"id": "a", "text": "Rain."}', (Source("a", "Rain."),)),
        (b'[{"id": "a", "text": "Rain."}]', (Source("a", "Rain."),)),
        (b'{"id": "a", "text": "Rain."}\n{"text": "Snow."}\n', (Source("a", "Rain."), Source("stdin-2", "Snow."))),
        (b"<!doctype html><p>Rain fell.</p>", (Source("stdin", "Rain fell."),)),
    ],
)
def test_standard_input_is_told_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, data: bytes, wanted: tuple[Source, ...] | None
) -> None:
    feed(monkeypatch, data)
    if wanted is None:
        with pytest.raises(ReadError, match="standard input, line 1"):
            read_sources("-")
    else:
        assert read_sources("-") == wanted


def test_ten_megabytes_are_read(tmp_path: Path) -> None:
    text = "The ferry sailed on. " * 500_000
    assert len(read_sources(put(tmp_path, "a.txt", text))[0].text) == len(text)
