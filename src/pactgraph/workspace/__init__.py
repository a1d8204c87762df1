"""The three folders of a workspace, and the only place that decides what stands.

`locate` finds the folders, `files` and `content` read them, `loading` fills the store, `law` decides with
`rules`, `decisions`, `times`, `tellings` and `periods`, `index` keeps the result on disk, `source_texts` has
the texts of documents, `writing` and `owned` write files so that nothing is lost, `process` and `supervision`
run work that can be killed, `finding` is one fault of the data. Not inside: questions. What is read here is
hostile: a bad file is a finding, and the others still load. The law is run once, over all tellings, since
seven faster versions of it disagreed.
"""
