"""Numbers as they are written, with their bounds, units and currencies; nothing here knows spaCy."""
