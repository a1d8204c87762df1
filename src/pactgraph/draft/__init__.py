"""From a text to a proposed encoding: skeletons of records and passages, and the stamps of documents.

`skeleton` writes first lines, `assignments` checks statements given on the command line, `stamp` adds what is
computed from a text, `new_workspace` makes a workspace. Not inside: the checks, which name what is missing,
and whatever is guessed: nothing is made up here. A fact is written with its passage or not at all.
"""
