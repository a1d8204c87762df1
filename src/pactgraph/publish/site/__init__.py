"""The static site: pages for people and files for programs, by path.

`Site` takes a path such as `/region/saxony/` to the bytes of its page; `write_site` writes every path below a
folder. Whoever serves pages calls the same `Site`.
"""

from ...model.extras import MissingExtra

try:
    # Every module of this package makes markup, so a missing one is told when the package is first asked for.
    import jinja2  # noqa: F401
    import markupsafe  # noqa: F401
except ImportError as error:
    raise MissingExtra("a site", "web") from error
