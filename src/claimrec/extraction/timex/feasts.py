"""Feasts of the Jewish, Islamic and Orthodox calendars, which move through the civil year.

The arithmetic is that of Reingold and Dershowitz, *Calendrical Calculations* (4th edition, 2018), chapters 7, 8 and 9.
"""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from claimrec.extraction.timex.calendar import ONE, Context, Expression, Interval, nearest, on_day

__all__ = ["Feast"]

_HEBREW_EPOCH = -1373427  # ordinal of the first day of the Hebrew year 1
_ISLAMIC_EPOCH = 227015  # ordinal of 16 July 622 in the Julian calendar
_SIGHTING = 1  # days by which the sight of the new moon may differ from the arithmetic
_FIRST_YEAR, _LAST_YEAR = 700, 9900


@frozen
class Feast(Expression):
    """A feast: its calendar, two numbers that place it there, and how many days it lasts.

    ``hebrew``: days from the new year (1 Tishri) that falls into the civil year; ``passover``: days from 15 Nisan;
    ``hanukkah``: days from 25 Kislev;
    ``islamic``: month and day, known to a day before and after, since the moon decides; ``orthodox``: days from Easter;
    ``fixed``: month and day; ``tabled``: days from one of ``dates``.
    """

    calendar: str
    place: int
    day: int
    length: int
    year: int | None = None
    dates: tuple[str, ...] = ()

    def _granularity(self) -> str:
        return "day" if self.length == 1 and self.calendar != "islamic" else "range"

    def _resolve(self, context: Context) -> Interval | None:
        if self.year is not None or context.published is None:
            year = self.year or context.year
            found = self._in(year) if year else []
            return found[0] if len(found) == 1 else None  # some civil years hold two of an Islamic feast
        around = range(context.published.year - 2, context.published.year + 3)
        return nearest([feast for year in around for feast in self._in(year)], context)

    def _in(self, year: int) -> list[Interval]:
        """The feasts of this name that begin in a civil year."""
        if not _FIRST_YEAR < year < _LAST_YEAR:
            return []
        if self.calendar == "islamic":
            first = (year - 622) * 33 // 32 - 1
            days = [_islamic(hijri, self.place, self.day) for hijri in range(first, first + 4)]
            return [
                Interval(day - _SIGHTING * ONE, day + (self.length + _SIGHTING) * ONE, "range")
                for day in days
                if day.year == year
            ]
        if self.calendar == "tabled":
            days = [dt.date.fromisoformat(day) + self.place * ONE for day in self.dates if day.startswith(f"{year}-")]
            return [self._from(day) for day in days]
        match self.calendar:
            case "hebrew":
                day = _new_year(year) + self.place * ONE
            case "passover":
                day = _new_year(year) - 163 * ONE + self.place * ONE
            case "hanukkah":
                start, end = _new_year(year), _new_year(year + 1)
                day = start + (self.place + (84 if (end - start).days in (355, 385) else 83)) * ONE
            case "fixed":
                day = dt.date(year, self.place, self.day)
            case _:
                day = _orthodox_easter(year) + self.place * ONE
        return [self._from(day)]

    def _from(self, day: dt.date) -> Interval:
        return on_day(day) if self.length == 1 else Interval(day, day + self.length * ONE, "range")


def _new_year(year: int) -> dt.date:
    """Rosh Hashanah in a civil year."""
    hebrew = year + 3761
    before, now, after = (_elapsed(hebrew + n) for n in (-1, 0, 1))
    late = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return dt.date.fromordinal(_HEBREW_EPOCH + now + late)


def _elapsed(hebrew: int) -> int:
    """Days from the epoch to the mean new moon of Tishri, moved on where the new year may not begin that day."""
    months = (235 * hebrew - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _islamic(hijri: int, month: int, day: int) -> dt.date:
    """A day of the arithmetical Islamic calendar."""
    ordinal = day + 29 * (month - 1) + (6 * month - 1) // 11 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
    return dt.date.fromordinal(_ISLAMIC_EPOCH - 1 + ordinal)


def _orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Orthodox churches (Meeus's Julian computus), as a Gregorian date."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian = dt.date(year, month, day + 1)
    return julian + (year // 100 - year // 400 - 2) * ONE
