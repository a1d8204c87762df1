"""Questions and their answers, from the text of a query up to its rows.

`sparql` reads the text of queries, `engines` answer it, `remote` asks SPARQL endpoints over HTTP, `naming`
and `evidence` say which thing is meant and what stands behind a statement, `results` writes tables, `stored`
holds the catalogue of stored queries and asks them, and `network` follows the ties between things over their
rows. Not inside: words for people. A notion is a stored query or a rule; nothing here decides anew what one
holds.
"""
