"""The dataset for others: exported, described, compared, released, pushed, drawn, and as a site.

`export` writes formats of RDF, `tables` CSV, `description` DCAT and VoID, `diff` and `release` compare with
git revisions (`git`, `checkout`, `revisions`); `draw`, `push` and `site` are packages. Not inside: what
stands, or any question. All are views of what the layers below give, and the same data gives the
same bytes, so that a copy can be compared.
"""
