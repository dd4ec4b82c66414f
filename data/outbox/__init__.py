"""The outbox: words that leave, kept in the journal and nowhere else.

`fold` reads the letters from entries, `due` decides what is next, `writing` makes the entries, and
`sender` carries it out.
"""
