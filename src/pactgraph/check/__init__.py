"""The checks of a workspace's files, from the encoding of a text to the law, and what mends or reports them.

`checks` runs all of them, on files that `parsed` has read once with the place of every statement; each check
is a function from a file, or from all of them, to findings. None prints and none writes. What a complete
record is the shapes say, by the engine in `shacl` (SHACL Core) and by pySHACL where they have queries.
`verifying` compares passages with their texts, `repair` mends files, `rewriting` gives their canonical text,
`reports` writes findings.
"""
