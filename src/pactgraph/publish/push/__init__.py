"""Loading the dataset into a store that others run, and again after each change.

`target` says what the store is to hold, file by file, each with a digest; `stores` asks and changes it by the
SPARQL 1.1 Protocol; `ledger` is what the store itself remembers of it, the digests among it; `push` compares
the two and sends what differs; `loaders` writes the whole for the loader of a store instead. Nothing is read
back but numbers: a store that answers wrongly on purpose is not what this is for.
"""
