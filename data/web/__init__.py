"""What everything that speaks HTTP or TLS shares: a client with every bound, addresses, certificates.

A provider that asks a JSON interface needs three lines::

    client = HttpClient(HttpOptions(timeout=settings.timeout), context.time, secret_headers=…)
    document, answer = await client.get_json(f"{settings.url}/api/v1/query", params={"query": …})
    return Answer(observations(document), query=…, raw=answer.shown, digest=answer.digest)

One that asks several questions of a service with a token gives `JsonApi` its settings and says in
`Part`s what to ask, how often, and for which signals; `Parts.round` is then its whole `fetch`.

Whatever goes wrong arrives as a SourceError, in words, without secrets.
"""
