"""One folder a kind of source: settings, client, parser."""
