"""The three folders of a workspace: finding them, reading them, computing the default graph."""
