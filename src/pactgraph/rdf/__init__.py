"""The bottom layer: RDF terms, prefixes, and the text of Turtle and TriG files; it opens no files.

`syntax` reads Turtle and TriG with places, `writer` writes the canonical text, `nesting` bounds what a parser
is given; `fault` is the base of all errors, `prefixes` and `namespaces` hold names, `table` is the answer to
a SELECT, `formats` the list of formats, `printable` makes text safe for a terminal. Not inside: opening
files, and deciding which statements hold. The writer is ours, since no serializer keeps an edit's difference
small and its comments.
"""
