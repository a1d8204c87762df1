"""Who answers: one protocol, `Engine`, and the embedded Oxigraph behind it.

`engine` says what each can do, `oxigraph` answers from a store of the workspace, `query_limits` ends what
takes too long; endpoints are in `query.remote`. Not inside: the law, which has filled the default graph
before. All give the same terms in the same forms (`folded_terms`), so that one question has one answer
everywhere.
"""
