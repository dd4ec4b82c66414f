"""One module a service: each asks through `Calls` and brings what it has `Found`."""
