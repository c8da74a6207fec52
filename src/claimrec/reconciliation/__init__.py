"""From claims to events and findings: the only place that clusters; it never imports extraction."""
