"""Answers as text: rows in the formats of the W3C to the letter, in Markdown, and on a terminal.

`w3c` writes terms as they are; `cells` puts them in words, which `markdown` and `terminal` (`grid` side by
side, `records` below each other, both of `lines`) show. Not inside: formats of statements, which `publish`
writes. `writers` lists them. No data acts as markup or as an order to the terminal: what is not ours
is written out.
"""
