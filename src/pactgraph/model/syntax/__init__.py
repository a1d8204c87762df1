"""Turtle and TriG with positions: `read` gives every quad, block, prefix and comment of a text, placed."""

from pactgraph.model.syntax.reader import read
from pactgraph.model.syntax.reading import (
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
