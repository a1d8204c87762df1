"""SPARQL endpoints over HTTP: queries and updates sent, and replies read within bounds.

SPARQLWrapper builds and sends every request (`request`); what opens it for SPARQLWrapper is one opener of the
standard library (`transport`), with one time limit for the whole exchange down to the last row that is
parsed, a size limit, retries, and credentials that no redirect takes to another host. What a reply holds is
read by `parsing`, which takes nothing on trust. Not inside: what the embedded engines do, and what `push`
sends.
"""
