"""Another reader for web pages, as an option."""

from __future__ import annotations

from pathlib import Path

from claimrec import read_sources

PAGE = "<html><head><title>Rain</title><meta name='date' content='2024-03-03'></head><body><p>Rain fell in Oslo.</p></body>"


def test_the_users_reader_gives_the_text_and_the_page_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "rain.html"
    page.write_text(PAGE, encoding="utf-8")
    (source,) = read_sources(page, html=lambda html: "It rained. " + html[:6])
    assert source.text == "It rained. <html>"
    assert (source.title, str(source.published)) == ("Rain", "2024-03-03")
    assert source.digest == type(source)("x", source.text).digest


def test_where_the_users_reader_finds_nothing_ours_reads(tmp_path: Path) -> None:
    page = tmp_path / "rain.html"
    page.write_text(PAGE, encoding="utf-8")
    (source,) = read_sources(page, html=lambda html: None)
    assert source.text == "Rain fell in Oslo."


def test_trafilatura_fits(tmp_path: Path) -> None:
    import trafilatura

    words = "Rain fell in Oslo on Sunday for the first time this month, and the fire brigade pumped out forty cellars. " * 4
    page = tmp_path / "rain.html"
    page.write_text(f"<html><body><article><h1>Rain</h1><p>{words}</p></article></body></html>", encoding="utf-8")
    (source,) = read_sources(page, html=trafilatura.extract)
    assert "pumped out forty cellars" in source.text
