"""Paragraphs as the parser gets them: the same characters but for stray spaces, in the spelling that it reads best."""

from __future__ import annotations

import re

from attrs import evolve

from claimrec.article import Article, Block, article_of
from claimrec.extraction.catalogue import Catalogue
from claimrec.extraction.stray import without
from claimrec.extraction.truecase import Casing, dateline_case, dateline_end
from claimrec.model import Source

__all__ = ["parser_texts", "readable"]

UNREAD = frozenset({"byline"})  # blocks that state nothing but who wrote it
FOOTNOTE = re.compile(r"(?<=[\w.,;:!?)\]”\"'’])\[(?:\d{1,3}|[a-z]|citation needed|note \d{1,2})\]")
LONGEST = 20_000  # characters of one paragraph; spaCy's memory grows with it, so a longer one is cut at a space


def readable(source: Source) -> Article:
    """The article's paragraphs without those that state nothing; very long ones are cut at a space."""
    article = article_of(source.text)
    blocks: list[Block] = []
    for block in article.blocks:
        if block.kind in UNREAD:
            continue
        start = block.start
        if block.kind == "body" and (length := dateline_end(source.text[start : min(block.end, start + 120)])):
            blocks.append(Block(start, start + length, "dateline"))
            start += length
        while block.end - start > LONGEST:
            cut = source.text.rfind(" ", start + 1, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut
            blocks.append(Block(start, cut, block.kind))
            start = cut
        blocks.append(Block(start, block.end, block.kind))
    return evolve(article, blocks=tuple(blocks))


def parser_texts(source: Source, article: Article, catalogue: Catalogue) -> list[str]:
    """What the parser is given for each paragraph: the same characters, one for one, without stray spaces inside numbers."""
    plain = [_plain(without(source.text, b.start, b.end)) for b in article.blocks]
    casing = Casing([text for text, b in zip(plain, article.blocks, strict=True) if b.kind == "body"], catalogue)
    # A long paragraph is prose whatever its capitals.
    return [
        dateline_case(text)
        if b.kind == "dateline"
        else casing.sentence_case(text)
        if len(text) < 200 and b.kind != "caption"
        else text
        for text, b in zip(plain, article.blocks, strict=True)
    ]


def _plain(text: str) -> str:
    """White space, control characters and the marks of footnotes ("400 people.[1]") become spaces, so that offsets stay."""
    if "[" in text:
        text = FOOTNOTE.sub(_spaces, text)
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() or not c.isprintable() else c for c in text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
