"""The static site: pages for people and files for programs, by path.

`site` maps paths such as `/region/saxony/` to pages, `site_files` writes them below a folder, `gathering`
collects the data into `material`, `site_view` and `site_rows` index it; `things`, `documents`, `lists`,
`pairs`, `question_pages`, `vocabulary` and `start` make pages, `templates` and `elements` their HTML. Not
inside: counting or choosing, which stored questions do. Whoever serves pages calls the same `Site`. Nothing
is asked of other hosts and pages are read with scripts off, so a site outlives whoever made it.
"""

from ...workspace.extras import MissingExtra

try:
    # Every module of this package makes markup, so a missing one is told when the package is first asked for.
    import jinja2  # noqa: F401
    import markupsafe  # noqa: F401
except ImportError as error:
    raise MissingExtra("a site", "web") from error
