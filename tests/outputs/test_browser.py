"""The report in a real browser: what runs, what loads, what a reader can do with a mouse, a keyboard and a phone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from claimrec.model import Evidence, Outcome, Position, Source
from claimrec.report.html import html_report
from claimrec.result import Reconciliation
from claimrec.testing import make_source
from claimrec.values import Entity

playwright = pytest.importorskip("playwright.sync_api", reason="the dev extra brings playwright")
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSER = os.environ.get("CLAIMREC_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here; CLAIMREC_BROWSER may name one"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
PHONE = {"width": 360, "height": 740}
EVIL = """<script>document.title = 'run'</script> <img src="https://evil.example/a.png" onerror="document.title='run'">
<a href="javascript:document.title='run'">click</a> </div></details></noscript></main>
<style>body{display:none}</style> \u202edlrow\u202c
\x00\x1b[31m {{ 7 * 7 }} {% raw %} <!-- ]]> </script><script>document.title='run'</script> &lt;b&gt;
“12 people” 12 people were hurt in Oslo"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright.expect.set_options(timeout=30_000)  # a busy machine is no failure
    with playwright.sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield running
        running.close()


class Shown:
    """A page, and what it did that it should not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def quiet(self) -> bool:
        return self.errors == [] and len(self.requests) == 1


Open = Callable[..., Shown]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def opened(outcome: Outcome, *, fragment: str = "", **options: object) -> Shown:
        path = tmp_path / "report.html"
        path.write_bytes(html_report(outcome).encode("utf-8"))
        contexts.append(browser.new_context(**options))
        shown = Shown(contexts[-1].new_page())
        shown.page.goto(path.as_uri() + fragment)
        return shown

    yield opened
    for context in contexts:
        context.close()


def hostile(outcome: Outcome) -> Outcome:
    """The outcome with evil words wherever words can stand."""
    words = make_source(EVIL, id=EVIL, publisher=EVIL, title=EVIL, url="javascript:document.title='run'")
    findings = [evolve(f, field=EVIL, explanation=EVIL) for f in outcome.findings]
    events = [evolve(event, type=EVIL) for event in outcome.events]
    return evolve(outcome, sources=(*outcome.sources, words), findings=findings, events=events)


def test_nothing_is_loaded_and_nothing_fails(show: Open, outcome: Outcome) -> None:
    shown = show(outcome)
    assert shown.quiet(), (shown.errors, shown.requests)
    assert shown.page.title() == "Reconciliation report"
    assert shown.page.locator("h2").first.inner_text().startswith("Conflicts")


def test_what_stands_in_an_article_stays_text(show: Open, outcome: Outcome) -> None:
    shown = show(hostile(outcome))
    assert shown.quiet(), (shown.errors, shown.requests)
    page = shown.page
    assert page.title() == "Reconciliation report"
    assert page.locator("img, iframe, object, form, body style").count() == 0
    assert page.locator("script").count() == 1
    assert all(link.startswith(("#", "https://alpha.example")) for link in hrefs(page))
    text = page.locator("#source-4 .text").text_content() or ""
    assert text.startswith("<script>document.title = 'run'</script> <img src=")
    assert "[U+202E]dlrow[U+202C]\n␀␛[31m" in text
    assert "{{ 7 * 7 }}" in text
    assert page.locator("main").is_visible()


def hrefs(page: Page) -> list[str]:
    return page.eval_on_selector_all("a", "found => found.map(a => a.getAttribute('href'))")


def test_what_stands_in_an_article_stays_text_when_it_is_unfolded(show: Open, many: Reconciliation) -> None:
    shown = show(hostile(many.outcome))
    shown.page.fill("#search", "hurt")
    playwright.expect(shown.page.locator(".hits")).to_contain_text("hit")
    shown.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    playwright.expect(shown.page.locator("noscript")).to_have_count(0)
    assert shown.page.locator("img, iframe, object, form, body style").count() == 0
    assert shown.page.locator("script").count() == 1
    assert shown.page.title() == "Reconciliation report"
    text = shown.page.locator("#source-201 .text").text_content() or ""
    assert text.startswith("<script>document.title = 'run'</script> <img")
    assert shown.quiet(), (shown.errors, shown.requests)


def test_a_script_that_slips_in_would_be_stopped(browser: Browser, tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "broken.html"
    path.write_text(html_report(outcome).replace("<main", "<script>document.title = 'run'</script><main"), "utf-8")
    page = browser.new_page()
    shown = Shown(page)
    page.goto(path.as_uri())
    assert page.title() == "Reconciliation report"
    assert any("Content Security Policy" in error for error in shown.errors)
    page.close()


def test_every_link_inside_the_page_leads_somewhere(show: Open, outcome: Outcome) -> None:
    for shown in (show(outcome), show(hostile(outcome))):
        lost = shown.page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
            ".filter(id => !document.getElementById(id))"
        )
        assert lost == []
        ids = shown.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))


def test_the_search_filters(show: Open, outcome: Outcome) -> None:
    page = show(outcome).page
    cards = page.locator("[data-find]:visible")
    before = cards.count()
    page.keyboard.press("/")
    page.keyboard.type("police ann NAMED")
    playwright.expect(page.locator(".hits")).to_have_text("1 hit")
    assert page.locator("details.finding:visible").get_attribute("id") == "f-3"
    assert page.locator("#section-conflicts").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator(".hits").text_content() == ""
    assert cards.count() == before


def test_a_search_without_hits_says_so(show: Open, outcome: Outcome) -> None:
    page = show(outcome).page
    page.fill("#search", "zeppelin")
    playwright.expect(page.locator(".hits")).to_have_text("0 hits")
    assert page.locator("[data-find]:visible").count() == 0


def test_the_keyboard_reaches_everything(show: Open, outcome: Outcome) -> None:
    page = show(outcome).page
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    seen = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(seen) >= wanted
    page.locator("#source-1 > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#source-1 .text").is_visible()


def test_what_has_the_focus_is_seen(show: Open, outcome: Outcome) -> None:
    page = show(outcome).page
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_link_unfolds_what_it_leads_to(show: Open, outcome: Outcome) -> None:
    page = show(outcome).page
    place = page.locator("#f-1 .where").first
    target = place.get_attribute("href")
    place.click()
    page.wait_for_timeout(100)
    assert page.locator(f"[id='{target[1:]}']").is_visible()
    assert page.locator(f"[id='{target[1:]}']").inner_text() == "12 people"
    page.locator(f"[id='{target[1:]}']").click()
    assert page.url.endswith("#f-1")


def test_an_address_with_a_fragment_opens_there(show: Open, outcome: Outcome) -> None:
    page = show(outcome, fragment="#source-2").page
    assert page.locator("#source-2 .text").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_until_they_are_chosen(show: Open, outcome: Outcome, scheme: str) -> None:
    page = show(outcome, color_scheme=scheme).page
    assert darkness(page) == (scheme == "dark")
    button = page.locator("button.theme")
    for chosen, dark in (("light", False), ("dark", True), ("system", scheme == "dark")):
        button.click()
        assert button.inner_text() == f"Colours: {chosen}"
        assert darkness(page) == dark


def darkness(page: Page) -> bool:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) < 384


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(show: Open, outcome: Outcome, scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1."""
    page = show(outcome, color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    faint = page.evaluate(CONTRAST)
    assert faint == []


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (colour, under) => {
    canvas.fillStyle = `rgb(${under})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const ground = e => {
    const chain = []; for (let at = e; at; at = at.parentElement) chain.unshift(getComputedStyle(at).backgroundColor);
    return chain.reduce((under, colour) => rgb(colour, under), [255, 255, 255]);
  };
  const light = c => c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('svg, script, style')) continue;
    const under = ground(e), ink = rgb(getComputedStyle(e).color, under);
    const [a, b] = [light(under), light(ink)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(`${e.tagName}.${e.className}: ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return [...faint];
}"""


@pytest.mark.parametrize("opened", [False, True])
def test_a_phone_needs_no_scrolling_to_the_side(show: Open, outcome: Outcome, opened: bool) -> None:
    for shown in (show(outcome, viewport=PHONE), show(hostile(outcome), viewport=PHONE)):
        if opened:
            shown.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_report_is_whole_without_scripts(show: Open, outcome: Outcome) -> None:
    page = show(outcome, java_script_enabled=False).page
    assert page.locator("#f-1").is_visible()
    assert not page.locator(".search").is_visible()
    assert not page.locator("button").first.is_visible()
    page.locator("#source-2 > summary").click()
    assert page.locator("#source-2 .text").is_visible()


def test_on_paper_every_finding_is_unfolded_that_does_not_agree(show: Open, outcome: Outcome) -> None:
    for scripts in (True, False):
        page = show(outcome, java_script_enabled=scripts).page
        page.emulate_media(media="print")
        assert page.pdf(format="A4")[:5] == b"%PDF-"
        assert page.locator("header.top").is_hidden()
        assert page.locator("#f-3 .sides").is_visible()
        assert page.locator("#f-2 > summary .versus").inner_text() == "2024-03-03 3 sources, 2 independent witnesses"


def test_two_hundred_sources_open_quickly(show: Open, many: Reconciliation) -> None:
    shown = show(many.outcome)
    assert shown.quiet()
    assert len(many.sources) == 200
    assert len(html_report(many.outcome).encode()) < 10_000_000
    loaded = []
    for _ in range(3):  # the machine may be busy with something else
        shown.page.reload()
        loaded.append(shown.page.evaluate("performance.getEntriesByType('navigation')[0].duration"))
    assert 0 < min(loaded) < 2000
    assert shown.page.locator("details.finding[open]").count() == 0
    shown.page.fill("#search", '"The Paper 17"')
    playwright.expect(shown.page.locator(".hits")).to_contain_text("hits")
    assert shown.page.locator("details.source:visible").count() == 11


def test_what_is_folded_in_a_large_report_waits_as_text(show: Open, many: Reconciliation) -> None:
    page = show(many.outcome).page
    assert page.evaluate("document.querySelectorAll('*').length") < 8_000
    assert page.locator("#source-3 .text").count() == 0
    page.locator("#source-3 > summary").click()
    assert page.locator("#source-3 .text").text_content() == many.sources[2].text
    assert page.locator("#source-3 noscript").count() == 0
    assert show(many.outcome, java_script_enabled=False).page.locator(".text").count() == 200


def test_a_link_leads_into_what_still_waits(show: Open, many: Reconciliation) -> None:
    position = many.findings[0].positions[0]
    place = f"source-{int(position.sources[0].removeprefix('paper-')) + 1}-{position.evidence[0].start}"
    page = show(many.outcome, fragment=f"#{place}").page
    assert page.locator(f"[id='{place}']").is_visible()
    assert page.locator(f"[id='{place}']").inner_text() == position.evidence[0].text
    page.evaluate(f"location.hash = '{many.findings[-1].id}'")
    playwright.expect(page.locator(f"[id='{many.findings[-1].id}'] .sides")).to_be_visible()


def test_every_link_of_a_large_report_leads_somewhere(show: Open, many: Reconciliation) -> None:
    page = show(many.outcome, java_script_enabled=False).page
    links, ids = hrefs(page), page.eval_on_selector_all("[id]", "found => found.map(e => e.id)")
    assert len(links) > 10_000
    assert {link[1:] for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_search_finds_what_still_waits(show: Open, many: Reconciliation) -> None:
    page = show(hostile(many.outcome)).page
    for words, hits in (('"span class"', "0 hits"), ('"<b> “12 people” 12 people were hurt"', "0 hits"), ("{{ 7", "hit")):
        page.fill("#search", words)
        playwright.expect(page.locator(".hits")).to_contain_text(hits)
    page.fill("#search", "&lt;b&gt; 'run'</script> \"hurt in oslo\"")
    playwright.expect(page.locator(".hits")).to_have_text("121 hits")  # 80 findings, 40 events, and the source
    assert page.locator("#source-201").is_visible()


def test_on_paper_a_large_report_is_unfolded_too(show: Open, many: Reconciliation) -> None:
    page = show(many.outcome).page
    page.pdf(format="A4")
    assert page.locator("details.finding.conflict noscript").count() == 0
    assert page.locator("details.finding.conflict .sides").count() == sum(f.relation == "conflict" for f in many.findings)


def test_dates_beside_names_written_from_right_to_left_stay_dates(show: Open, outcome: Outcome) -> None:
    sources = [evolve(source, publisher="שלום עולם") for source in outcome.sources]
    page = show(evolve(outcome, sources=sources)).page
    name, date = (page.locator(f"#f-1 .voice {part}").first.bounding_box() for part in ("b", "time"))
    assert name["x"] < date["x"]
    assert page.locator("#f-1 .voice time").first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


NAMES = (
    "محمد بن سلمان",
    "می\u200cخواهم",
    "王小明",
    "👩\u200d👩\u200d👧\u200d👦",
    "Donau" * 30,
    "https://www.example.org/" + "a/" * 120,
)


def test_awkward_names_need_no_scrolling_to_the_side(show: Open, outcome: Outcome) -> None:
    conflict = outcome.findings[0]
    text = "".join(f"{name} spoke. " for name in NAMES)
    sources = [make_source(text, id=name, publisher=name, title=name) for name in NAMES]
    positions = [
        Position(Entity(name, "person", f"p-{n}", text=name), (), (name,), 1, [Evidence(name, *span(text, name))])
        for n, name in enumerate(NAMES * 10)
    ]
    found = evolve(conflict, kind="participant", field="agent", positions=positions, explanation=" vs ".join(NAMES * 10))
    for width in (320, 360):
        shown = show(evolve(outcome, sources=sources, findings=(found,)), viewport={"width": width, "height": 740})
        shown.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
        assert shown.page.locator("#f-1 .side").count() == 60
        assert shown.quiet()


def span(text: str, words: str) -> tuple[int, int, str]:
    return text.index(words), text.index(words) + len(words), words


NOTEBOOK = """.out.html table { table-layout: fixed; }
.out.html :is(td, th, tr) { text-align: right; line-height: normal; max-width: 3em; }
.out tbody tr:nth-child(odd) { background: rgb(245, 245, 245); }"""  # as JupyterLab sets tables


def test_a_notebook_does_not_reset_the_tables_of_cards(browser: Browser, result: Reconciliation) -> None:
    page = browser.new_page()
    page.set_content(f"<style>{NOTEBOOK}</style><div class='out html'>{result.conflicts._repr_html_()}</div>")
    seen = "e => [getComputedStyle(e).textAlign, getComputedStyle(e).backgroundColor, getComputedStyle(e).lineHeight]"
    assert page.locator("th").first.evaluate(seen)[0] == "left"
    assert page.locator("td").first.evaluate(seen) == ["left", "rgba(0, 0, 0, 0)", "20.3px"]
    assert page.locator("tbody tr").first.evaluate(seen)[1] == "rgba(0, 0, 0, 0)"
    assert page.locator("table").evaluate("e => getComputedStyle(e).tableLayout") == "auto"
    page.close()


@pytest.mark.parametrize(("paper", "ink"), [("#fff", "#000"), ("#111", "#ddd")])
def test_cards_stand_out_from_a_notebook(browser: Browser, result: Reconciliation, paper: str, ink: str) -> None:
    shown = (result, result.conflicts, result.findings, *result.findings, *result.events, *result.claims, *result.sources)
    cards = "".join(record._repr_html_() for record in shown)
    page = browser.new_page()
    page.set_content(f"<body style='background: {paper}; color: {ink}'>{cards}</body>")
    assert page.locator(".claimrec-card").count() == len(shown)
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_a_report_without_anything_is_a_page(show: Open) -> None:
    shown = show(Outcome())
    assert shown.quiet()
    assert "nothing to compare" in shown.page.locator(".lede").inner_text()


def test_a_text_is_shown_letter_by_letter(show: Open, outcome: Outcome) -> None:
    text = "  Two\n\n\tspaces,  tabs\nand ümläuts – 漢字 👩‍👩‍👧 שלום " + "x" * 400
    page = show(evolve(outcome, sources=(*outcome.sources, Source("odd", text)))).page
    assert page.locator("#source-4 .text").text_content() == text
