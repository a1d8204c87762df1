"""The stored queries: their catalogue, parameters and answers, and what the rows rest on.

`catalogue` reads `queries/<topic>/<name>.rq` with its header, `parameters` makes terms of what a person
types, `answering` asks an engine, `questions` asks for other parts of the program, and `cited_rows` says
which passages a row rests on. Not inside: the engines. A query is bound by whole tokens and never by pasting
text, so that no value can change what is asked.
"""
