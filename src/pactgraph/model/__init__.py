"""The pure layer: terms, names, passages, values and the text of data files; it knows no files.

`syntax` reads Turtle and TriG with places, `writer` writes the canonical text, `nesting` bounds what a parser
is given; `finding` and `fault` are how every layer says what is wrong, `header` and `question` what heads a
stored query, `formats` which formats there are. Not inside: anything that reads or decides. The writer is
ours, since no serializer keeps an edit's difference small and its comments.
"""
