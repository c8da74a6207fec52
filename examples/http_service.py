"""An HTTP service with FastAPI: articles in, findings out. Serve it with `uvicorn http_service:app`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from claimrec import ClaimrecError, Source, extract, reconcile

app = FastAPI()


@app.exception_handler(ClaimrecError)
def refused(request: Any, error: ClaimrecError) -> JSONResponse:
    """What was wrong, and what to do about it, as the library words it."""
    return JSONResponse({"error": str(error)}, status_code=422)


@app.post("/reconcile")
def findings(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings on articles, each with id, text and what else a Source has."""
    result = reconcile(extract([Source.from_dict(article) for article in articles]))
    return [finding.to_dict() for finding in result.findings]


if __name__ == "__main__":
    from fastapi.testclient import TestClient

    client = TestClient(app)
    articles = [
        {"id": "a", "text": "Four climbers were rescued in Norway on 2 July 2024."},
        {"id": "b", "text": "Five climbers were rescued in Norway on 2 July 2024."},
    ]
    for finding in client.post("/reconcile", json=articles).json():
        print(finding["relation"], finding["field"], finding["explanation"])
    answer = client.post("/reconcile", json=[{"id": "a", "text": "Rain fell.", "published": "last week"}])
    print(answer.status_code, answer.json()["error"])

# Prints:
# agree place Norway (a, b): one value
# conflict rescued 4 rescued (a) vs 5 rescued (b): no number is both
# agree time 2024-07-02 (a, b): one value
# 422 a date must be a date, a datetime or an ISO 8601 string, not 'last week'; write it as '2025-10-23' or leave it out
