"""The ties between things as a network: paths (`walk`) and figures of partners (`figures`).

Both start from rows of stored questions, `ties` and `who-meets`; networkx, an extra, measures. Not inside:
what a tie is, which the ontology says, nor words for a path, which `prose` has. The search is ours, as it
gives the paths in order, one by one, and stops when enough are found: networkx's lists all nodes first.
Limits of time and strength are those of the questions.
"""
