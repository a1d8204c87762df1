"""The text of a query: its tokens and scopes, what is put into it, and what is wrong with it.

`tokens` reads, `binding` puts terms in the place of parameters, `from_clauses` and `prologue` read the head,
`scopes` the patterns that citations need, `diagnosis` says in plain words what an engine cannot read. Not
inside: answering. The engines' own parsers give no tokens, and a text that is pasted together is not safe:
so queries are read here, and parsed again by the engine.
"""
