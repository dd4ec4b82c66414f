"""The command line, the application and the place where the parts are put together."""
