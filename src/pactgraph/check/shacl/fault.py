"""The exception for shapes that cannot be used."""


class ShapesFault(ValueError):
    """A shapes graph is ill-formed, recursive, or holds a query that SHACL does not allow.

    The message is one plain line that names the shape and what to change. Also raised while validating
    when a query reports a failure of its own (SHACL 5.3.1, variable `failure`).
    """
