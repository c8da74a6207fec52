"""From running text to claims: the only place that knows spaCy and dateparser."""
