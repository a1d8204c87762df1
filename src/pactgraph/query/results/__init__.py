"""Answers as text: rows in the formats of the W3C to the letter, in Markdown, and on a terminal.

`w3c` writes terms as they are; `cells` puts them in words, which `markdown` and `terminal` (`grid` side by
side, `records` below each other, both of `lines`) show. Not inside: formats of statements, which `publish`
writes. `writers` maps each format of rows to its writer. Text from data files is escaped, so that it cannot
act as markup or as terminal control codes.
"""
