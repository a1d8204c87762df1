"""What the graph holds in words, in each language of the interface: rendered rows of stored questions.

Nothing here counts, decides or knows a class: questions answer, the ontology has the words for what is told,
`texts/` those of the frame around it.
"""
