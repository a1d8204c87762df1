"""What the graph holds in words, in each language of the interface: rendered rows of stored questions.

`show`, `compare` and `trace` each make an `outline`, of which text, Markdown and JSON are written alike. Not
inside: any notion of its own. Nothing here counts, decides or knows a class: questions answer, the ontology
has the words for what is told, `texts/` those of the frame around it. So a new property is told everywhere
or nowhere.
"""
