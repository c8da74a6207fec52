"""What is article in a text, and what it is not."""

from __future__ import annotations

import datetime as dt
import re
import time
from itertools import pairwise

import pytest

from claimrec.article import Article, article_of

BODY = (
    "A ferry with forty people on board ran aground off Bergen early on Sunday, the coast guard said.",
    "Nobody was hurt, and tugs pulled the vessel free before noon.",
    "“We were lucky with the tide,” said the captain, Eva Holm, who has sailed the route for twenty years.",
    "The company said that it would pay for hotels and that the ship would be looked over in a dock on Monday.",
    "Two other ferries have run aground on the same rocks since 2019, and the mayor has asked for a lighthouse.",
)

PAGE = f"""The Fjord Paper

  • News
    • Politics
    • Economy
    • Sport
  • Opinion
    • Analysis
BREAKING
The parliament voted for a new budget on Friday by a majority of 13 members.
Storm warning for the northern coast
Prices of cod rise again in all harbours of the west
Minister to leave office before the summer, sources say

Ferry runs aground off Bergen

  • By Ann Lee
  • Source: Coast guard
  • 3 Mar 2024 15:50
  • 4 Shares
3 Min Read

{BODY[0]}

Listen
  • x
  • The ferry lies on rocks off Bergen, Norway, on March 3, 2024. (AP Photo/Bo Ek)
    The ferry lies on rocks off Bergen, Norway, on March 3, 2024. (AP Photo/Bo Ek)

{BODY[1]}

{BODY[2]}

Related News

Why ships miss the lights of Bergen
Harbour opens new quay for cruise ships

{BODY[3]}

A call for light

{BODY[4]}

  • Ferries
  • Bergen

Most Read

A woman looks out over the harbour in Oslo, Saturday, March 2, 2024. (AP Photo/Bo Ek)

Oslo sells its oldest tram

  • Politics
  • 1 Mar 2024
Read Next

All
Snow keeps schools closed in the north

About Us
Privacy Policy
All Rights Reserved
"""


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in article_of(text).blocks]


def words(text: str) -> list[str]:
    return [said for _, said in blocks(text)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]


# --- a page with everything around it ---------------------------------------------------------------------------


def test_of_a_whole_page_the_article_remains() -> None:
    assert blocks(PAGE) == [
        ("headline", "Ferry runs aground off Bergen"),
        ("byline", "By Ann Lee"),
        ("byline", "Source: Coast guard"),
        ("body", BODY[0]),
        ("caption", "The ferry lies on rocks off Bergen, Norway, on March 3, 2024. (AP Photo/Bo Ek)"),
        ("body", BODY[1]),
        ("body", BODY[2]),
        ("body", BODY[3]),
        ("subhead", "A call for light"),
        ("body", BODY[4]),
    ]


def test_a_page_s_date_and_credits_are_read() -> None:
    found = article_of(PAGE)
    assert found.published == dt.datetime(2024, 3, 3, 15, 50)
    assert found.published_span is not None
    assert PAGE[found.published_span.start : found.published_span.end] == found.published_span.text == "3 Mar 2024 15:50"
    assert [(c.kind, c.name, c.text) for c in found.credits] == [
        ("author", "Ann Lee", "By Ann Lee"),
        ("source", "Coast guard", "Source: Coast guard"),
    ]


def test_a_second_story_below_a_rail_is_out() -> None:
    other = "The city of Oslo said on Friday that it had sold its oldest tram to a museum in Denmark for one krone."
    rail = ["LATEST NEWS", "  1. Tram sold", "  2. Schools stay closed", "Oslo sells its oldest tram", other]
    text = "\n\n".join(["Ferry runs aground off Bergen", *BODY, *rail])
    assert words(text) == ["Ferry runs aground off Bergen", *BODY]


def test_the_author_s_portrait_and_the_comments_are_out() -> None:
    text = "\n\n".join(
        [
            "Ferry runs aground off Bergen",
            "Picture of By Ann Lee\nBy Ann Lee",
            "3 weeks ago",
            *BODY,
            "Share this News:",
            "Post Author\nAnn Lee",
        ]
        + ["A reporter and sailor who has written about ships and harbours for this paper since 2011."] * 2
        + ["Add a comment", "I was on that ferry, and nobody told us anything for three hours in the cold."] * 3
    )
    assert words(text) == ["Ferry runs aground off Bergen", "Picture of By Ann Lee", *BODY]
    assert article_of(text).published is None


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Fjord Paper. All rights reserved.",
        "Sign up for our newsletter to get the news of the coast every morning.",
        "This site uses cookies to give you a better service.",
        "Advertisement",
        "READ MORE: Why ships miss the lights of Bergen",
        "Related: Harbour opens new quay",
        "1:23 Watch how tugs pull a ferry free",
        "Follow us on Facebook",
        "https://fjord.example/ferry-runs-aground",
        "Site.Models.Story?.Title?.ToUpper() Harbour opens",
        "{{ story.title }}",
        "Continue reading the main story",
    ],
)
def test_notices_to_the_reader_are_no_paragraphs(line: str) -> None:
    text = "\n\n".join(["Ferry runs aground off Bergen", *BODY[:2], line, *BODY[2:]])
    assert words(text) == ["Ferry runs aground off Bergen", *BODY]


# --- clean texts lose nothing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Two men met in Oslo.",
        "Two men met in Oslo",
        "Rain",
        "Oslo\nBergen",
        " ".join(BODY),
        "\n".join(BODY),
        "\n\n".join(BODY),
        "\r\n\r\n".join(BODY),
        "Ferry runs aground\n" + "\n".join(BODY),
        "Ferry runs aground\n\nA long night at sea\n\n" + "\n\n".join(BODY),
        "“Yes,” she said.\n\n“No,” he said.\n\nThey left.",
        "Who was on board\n\n"
        + BODY[0]
        + "\n\nTom Berg, 31\nLiv Dahl, 29\nPer Moe, 60\nKari Lie, 44\n\n"
        + "\n\n".join(BODY[1:]),
    ],
)
def test_a_clean_text_is_kept_wholly(text: str) -> None:
    left = text
    for said in words(text):
        assert said in left
        left = left.replace(said, "", 1)
    assert left.strip() == ""


def test_a_label_between_full_paragraphs_is_a_subhead_of_the_article() -> None:
    text = "\n\n".join(["Ferry runs aground", BODY[0], "Recommended", *BODY[1:]])
    assert [said for said in words(text) if said in BODY] == list(BODY)


def test_a_list_of_victims_keeps_repeated_lines() -> None:
    hurt = ["A woman, 21, was hurt in the leg", "A man, 40, was hurt in the arm", "A woman, 21, was hurt in the leg"]
    text = "\n".join([BODY[0], *hurt, *BODY[1:]])
    assert [said for kind, said in blocks(text) if kind == "list"] == hurt


def test_a_repeated_paragraph_is_kept_once() -> None:
    assert words("\n\n".join([*BODY, BODY[0]])) == list(BODY)


def test_neighbours_that_differ_in_a_figure_are_two_paragraphs() -> None:
    lines = [
        f"A passenger, {age}, from the city of Bergen told the police that he had lost his bag in the cabin." for age in (21, 25)
    ]
    assert words("\n".join(lines)) == lines


def test_wrapped_lines_are_one_paragraph() -> None:
    import textwrap

    text = "\n\n".join(textwrap.fill(paragraph * 2, 72) for paragraph in BODY)
    assert len(words(text)) == len(BODY)
    assert all("\n" in said for said in words(text))


def test_one_sentence_a_line_is_one_paragraph_a_line() -> None:
    assert (
        len(words("\n".join(f"The {thing} sank in the fjord last night." for thing in ("boat", "ferry", "raft", "yacht")))) == 4
    )


def test_nothing_gives_nothing() -> None:
    assert article_of("") == article_of(" \n\t\n ") == Article()


# --- what a paragraph is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "The ferry lies on rocks off Bergen on March 3, 2024.",
        "In this photo, released by the coast guard, the ferry lies on rocks.",
        "FILE - The ferry leaves the harbour of Bergen.",
        "The ferry on the rocks off Bergen (Bo Ek/Getty Images)",
        "The captain of the ferry at home in Bergen. Photo: Bo Ek",
    ],
)
def test_captions_are_told(line: str) -> None:
    assert ("caption", line) in blocks("\n\n".join(["Ferry runs aground", line, *BODY]))


@pytest.mark.parametrize("line", ["She said that they would meet again on March 3, 2024.", "The strike began on 1 May 2024."])
def test_a_date_at_the_end_makes_no_caption(line: str) -> None:
    assert ("body", line) in blocks("\n\n".join(["Ferry runs aground", line, *BODY]))


def test_a_dateline_alone_and_one_in_a_paragraph() -> None:
    assert blocks("Ferry runs aground off Bergen\n\nBERGEN\n\n" + BODY[0])[1] == ("dateline", "BERGEN")
    assert blocks("Ferry runs aground off Bergen\n\nBERGEN (Reuters) - " + BODY[0])[1][0] == "body"


def test_a_bullet_is_no_part_of_a_list_item() -> None:
    assert ("list", "Two boats sank.") in blocks(BODY[0] + "\n\n• Two boats sank.\n• One was saved.\n\n" + BODY[1])


# --- dates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("23 Oct 2025 15:50", dt.datetime(2025, 10, 23, 15, 50)),
        ("Published: March 3, 2024", dt.date(2024, 3, 3)),
        ("Published March 3rd, 2024 | Updated March 5th, 2024", dt.date(2024, 3, 3)),
        ("Updated: 5 March 2024 - Published: 3 March 2024", dt.date(2024, 3, 3)),
        ("2024-03-03T09:30:00+02:00", dt.datetime(2024, 3, 3, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
        ("2024-03-03", dt.date(2024, 3, 3)),
        ("By Ann Lee | Sunday, March 3, 2024 at 5:10 p.m.", dt.datetime(2024, 3, 3, 17, 10)),
        ("Sunday 3 March 2024", dt.date(2024, 3, 3)),
        ("3 Mar 2024 Last updated at 11:11 GMT", dt.date(2024, 3, 3)),
        ("25/3/2024", dt.date(2024, 3, 25)),
        ("3/4/2024", None),
        ("Updated: March 5, 2024", None),
        ("3 weeks ago", None),
        ("Yesterday", None),
        ("Published: February 30, 2024", None),
    ],
)
def test_printed_dates(line: str, published: dt.date | None) -> None:
    found = article_of("\n".join(["Ferry runs aground off Bergen", line, *BODY]))
    assert found.published == published
    assert (found.published_span is None) == (published is None)


def test_a_date_that_opens_the_headline_is_no_part_of_it() -> None:
    text = " date 2024-03-03 Ferry runs aground off Bergen\n\nFerry runs aground off Bergen\n\n" + "\n\n".join(BODY)
    assert article_of(text).published == dt.date(2024, 3, 3)
    assert words(text) == ["Ferry runs aground off Bergen", *BODY]


def test_a_date_that_closes_the_headline_is_no_part_of_it() -> None:
    text = "Ferry runs aground off Bergen Posted: Sunday, March 3, 2024 5:10 PM\n" + "\n".join(BODY)
    assert article_of(text).published == dt.datetime(2024, 3, 3, 17, 10)
    assert words(text)[0] == "Ferry runs aground off Bergen"


@pytest.mark.parametrize(
    "text",
    [
        "Ferry runs aground\n" + BODY[0] + "\nThe inquiry began on March 3, 2024.",
        "Ferry runs aground\nThe ferry lies on rocks on March 3, 2024. (AP Photo/Bo Ek)\n" + BODY[0],
        "Ferry runs aground\n" + "\n".join(BODY[:3]) + "\nMarch 3, 2024\n" + "\n".join(BODY[3:]),
        "Harbour report March 3, 2024\n" + "\n".join(BODY),
    ],
)
def test_dates_elsewhere_are_no_publication_dates(text: str) -> None:
    assert article_of(text).published is None


# --- credits ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Ferry aground\n\nBERGEN (Reuters) - " + BODY[0], "agency", "Reuters"),
        ("Ferry aground\n\n" + BODY[0] + " (AP)", "agency", "AP"),
        ("Ferry aground\n\n" + BODY[0] + "\n\nAFP", "agency", "AFP"),
        ("Ferry aground\n\nBy Ann Lee and Bo Ek\n\n" + BODY[0], "author", "Ann Lee and Bo Ek"),
        ("Ferry aground\n\n" + BODY[0] + "\n\nSource: The harbour office", "source", "The harbour office"),
    ],
)
def test_credits(text: str, kind: str, name: str) -> None:
    found = article_of(text).credits
    assert (kind, name) in [(credit.kind, credit.name) for credit in found]
    assert all(text[credit.start : credit.end] == credit.text for credit in found)


@pytest.mark.parametrize("text", ["By Friday the river had risen.", "Ferry aground\n\n" + BODY[0] + "\n\nThe AP sank."])
def test_what_only_looks_like_a_credit_is_none(text: str) -> None:
    assert article_of(text).credits == ()


# --- any text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [PAGE, "\0\x01 A\x02 b.\n\ud800\n", "�" * 50, "\n" * 100, "•\n•\n", "“”\n", "1.\n2.\n", "e\u0301te\u0301 🙂.\n"]
)
def test_blocks_are_in_order_and_apart(text: str) -> None:
    found = article_of(text).blocks
    assert all(0 <= block.start < block.end <= len(text) for block in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "The mayor said on Tuesday that the bridge would be closed for 3 weeks (AP). ",
        "The mayor said on Tuesday that the bridge would be closed for 3 weeks.\n",
        "Harbour news\n",
        "By Ann ",
        "3 March 2024 ",
        "(",
        "A B, ",
        "a",
        "word.word.",
        " \n",
        "Most read\n",
    ],
)
def test_a_million_characters_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        article_of(text)
        return time.process_time() - start

    short, long = seconds(100_000), seconds(1_000_000)
    assert long < 10
    assert long < 40 * max(short, 0.02), "ten times the text must not take much more than ten times as long"


def test_word_lists_hold_no_doubles() -> None:
    from claimrec.article.layout import pages

    for name, entries in pages().items():
        assert len(set(entries)) == len(entries), name
        assert all(entry == re.sub(r"\s+", " ", entry) for entry in entries), name


@pytest.mark.parametrize(
    "rail", [["RELATED ARTICLES", "+ Harbour opens new quay", "+ Storm over"], ["Related News", "Harbour opens new quay"]]
)
def test_the_article_goes_on_behind_a_list_of_links(rail: list[str]) -> None:
    end = ["The captain is to be heard on Monday.", "He has not been charged.", "© 2024 Fjord"]
    text = "\n\n".join(["Ferry runs aground off Bergen", *BODY[:2], *rail, *end])
    assert words(text) == ["Ferry runs aground off Bergen", *BODY[:2], *end[:2]]


def test_an_address_above_the_headline_is_left_out() -> None:
    text = "\n".join(["http: / / www. fjord. example / news / ferry - aground. html", "Ferry runs aground off Bergen", *BODY])
    assert blocks(text)[0] == ("headline", "Ferry runs aground off Bergen")
