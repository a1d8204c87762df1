"""What a person calls things: names to IRIs, and IRIs to labels.

`names` takes slugs, prefixed names, IRIs, labels in any language and codes, `properties` a property by its
label; `labels` gives names back; `own_terms` and `graph_names` find slips in a query. Not inside: words for
what is said of things. A slip is named with what is near, since a query that holds one would be answered
with no rows, which looks like a fact.
"""
