"""The append-only journal: write, read, follow, verify, merge.

`journal.Journal` is what the rest of the program uses. Writing goes from a draft (`drafting`, with
`plain`, `redaction`, `forms`, `seals`) over one thread (`writer`) and the choice of a file
(`appending`) to the protocol of one append (`segments`, with `locking`, `folders`, `tails`).
Reading goes from bytes (`blocks`) over one entry (`decoding`, `quick`) and one file (`reading`) to a
day (`pages`), and from there to `following`, `history`, `searching`, `verifying`, `merging` and
`exporting`.
"""
