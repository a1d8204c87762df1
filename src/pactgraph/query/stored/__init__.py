"""The stored queries: their catalogue, parameters and answers, and what the rows rest on.

`catalogue` reads `queries/<topic>/<name>.rq` with its header, `parameters` makes terms of what a person
types, `answering` binds and answers one query (start here), `questions` lets `prose` and `publish` ask by
name, and `cited_rows` says which passages a row rests on; `header` reads the `#+` lines, `answered` answers
the examples for the site, `executables` writes the queries as RDF, `untold` counts what a question about a
day leaves out. Not inside: the engines. A query is bound by whole tokens and never by pasting text, so that
no value can change what is asked.
"""
