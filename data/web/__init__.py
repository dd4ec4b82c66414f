"""What everything that speaks HTTP or TLS shares: a client with every bound, addresses, certificates.

A provider that asks a JSON interface gives `JsonApi` its settings and says in `Part`s what to ask, how
often, and for which signals; `Parts.round` is then its whole `fetch`. `HttpClient` is for what is no
such interface.

Whatever goes wrong arrives as a SourceError, in words, without secrets.
"""
