"""Turtle and TriG with places: `read` gives every quad, block, prefix and comment of a text, placed.

`reader` reads by the grammar, `reading` holds what it found, `remarks` the comments that the writer keeps,
`advice` says in plain words what is wrong. Not inside: reading for answers, which pyoxigraph does faster. It
is ours since no parser of Python tells where a statement stands, and a finding without its place leaves the
reader to search.
"""

from pactgraph.rdf.syntax.reader import read
from pactgraph.rdf.syntax.reading import (
    Block,
    Comment,
    GraphBlock,
    Lines,
    PlacedBase,
    PlacedPrefix,
    PlacedQuad,
    Reading,
    SyntaxFault,
    TextRange,
)

__all__ = [
    "Block",
    "Comment",
    "GraphBlock",
    "Lines",
    "PlacedBase",
    "PlacedPrefix",
    "PlacedQuad",
    "Reading",
    "SyntaxFault",
    "TextRange",
    "read",
]
