"""The exception for shapes that cannot be used."""


class ShapesFault(ValueError):
    """A shapes graph is ill-formed or recursive, or holds a query that SHACL does not allow. The message is
    one plain line that names the shape and what to change."""
