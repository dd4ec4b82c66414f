"""Stand-ins for services that are hosted elsewhere: their real paths, shapes and headers, on loopback."""
