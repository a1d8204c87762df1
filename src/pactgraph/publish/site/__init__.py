"""The static site: pages for people and files for programs, by path.

`Site` takes a path such as `/region/saxony/` to the bytes of its page; `write_site` writes every path below a
folder. Not inside: counting or choosing, which stored questions do. Whoever serves pages calls the same
`Site`. Nothing is asked of other hosts and pages are read with scripts off, so a site outlives whoever made
it.
"""

from ...model.extras import MissingExtra

try:
    # Every module of this package makes markup, so a missing one is told when the package is first asked for.
    import jinja2  # noqa: F401
    import markupsafe  # noqa: F401
except ImportError as error:
    raise MissingExtra("a site", "web") from error
