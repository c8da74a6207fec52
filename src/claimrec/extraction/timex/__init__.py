"""English time expressions: their grammar and the calendar behind them; nothing here knows spaCy."""
