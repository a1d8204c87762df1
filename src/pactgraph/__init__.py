"""Pactgraph: the cited, checked, queryable knowledge graph of partnerships between regions."""

__version__ = "0.1.0"
