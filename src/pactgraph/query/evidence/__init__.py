"""What stands behind statements: passages and documents, decisions, and what rules start from.

`statements` finds who says a thing and what the curation decided, `support` lists the graphs behind many
statements, `witnesses` who tells a date or state as it stands, `matching` which statements the rows of a
query rest on, `disputes` what is contradicted, `premises` explains derived statements, `neighbourhood` copies
what rules need from an endpoint. Not inside: what stands, which is computed in `workspace`. A rule explains
what it made by its own template and patterns, so that no rule needs a word of Python.
"""
