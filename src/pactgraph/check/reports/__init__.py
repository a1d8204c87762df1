"""Findings as people and programs read them: one module a format, each a function from findings to text.

`plain` is for a terminal, `document` JSON, `sarif` for code hosts, `annotations` for their logs, and
`validation_report` the vocabulary of SHACL. Not inside: finding anything, or ordering it. Findings are values
that every layer gives, so a format knows no check; text from data files is escaped, so that it cannot act as
markup.
"""
