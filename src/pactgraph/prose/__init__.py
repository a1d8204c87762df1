"""What the graph holds in words: accounts rendered from the rows of stored questions, in four languages.

Nothing here counts, decides or knows a class: questions answer, the ontology has the words for what is told,
`texts/` those of the frame around it.
"""
