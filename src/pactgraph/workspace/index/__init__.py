"""The index on disk of a large workspace: a row of immutable stores, each made from the one before.

`listing` notices what changed (one stat a file), `record` keeps what is known of each file, `generations`
holds the stores and their locks, `build` fills them, `seal` has the user's promise that nothing changes, and
`access` gives a reader the store.
"""
