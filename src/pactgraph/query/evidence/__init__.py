"""What stands behind statements: passages and documents, decisions, and what rules start from.

`statements` finds who says a thing and what the curation decided, `support` and `witnesses` count sources,
`disputes` says what is contradicted, `premises` asks a rule backwards. Not inside: what stands, which is
computed in `workspace`. A rule is laid over what it made, so that no rule needs a word of Python to be
explained.
"""
