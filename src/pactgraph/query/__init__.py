"""Questions and their answers, from the text of a query up to an account in words.

`sparql` reads the text of queries, `engines` answer it, `naming` and `evidence` say which thing is meant and
what stands behind a statement, `network` follows the ties between things, `results` writes tables, `stored`
holds the catalogue of stored queries, and `telling` puts things, paths and comparisons into words.
"""
