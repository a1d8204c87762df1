"""The three folders of a workspace, and the only place that decides what stands.

Inside: finding the folders and reading their files safely, the law (`law`) and the rules that follow it, the
embedded store, its index on disk, the texts of documents, and writing files so that nothing is lost. Not
inside: questions. What is read here is hostile: a bad file is a finding, and the others still load. The law
is run once, over all tellings, since seven faster versions of it disagreed.
"""
