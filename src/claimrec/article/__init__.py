"""What in a text is the article, what each paragraph of it is, when it was published and whom it is credited to."""

from __future__ import annotations

from claimrec.article.bylines import Credit
from claimrec.article.finder import Article, Block, article_of

__all__ = ["Article", "Block", "Credit", "article_of"]
