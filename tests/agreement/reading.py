"""Pages and pictures as a reader gets them: their elements, texts, tables, lists and sections."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
HEADINGS = ("h1", "h2", "h3")


class Element:
    """An element with its attributes, texts and elements in order."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    @property
    def css(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator[Element]:
        """Itself and everything within, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements

    @property
    def text(self) -> str:
        """Its text, blanks as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("script", "style"):
                yield from child._texts()

    def all(self, tag: str, css: str | None = None) -> list[Element]:
        """The elements within of a name, of a class where one is given."""
        return [
            each
            for each in self.elements
            if each.tag == tag and each is not self and (css is None or css in each.css)
        ]

    def one(self, tag: str, css: str | None = None) -> Element:
        """The first element within of a name."""
        found = self.all(tag, css)
        assert found, f"no {tag} {css or ''} in {self.tag}"
        return found[0]

    def section(self, *headings: str) -> Element | None:
        """The section within whose own heading is one of these."""
        for each in self.all("section"):
            first = next((c for c in each.children if isinstance(c, Element) and c.tag in HEADINGS), None)
            if first is not None and first.text in headings:
                return each
        return None

    @property
    def sections(self) -> dict[str, Element]:
        """The sections within by their headings."""
        found = {}
        for each in self.all("section"):
            first = next((c for c in each.children if isinstance(c, Element) and c.tag in HEADINGS), None)
            if first is not None:
                found[first.text] = each
        return found

    def links(self) -> list[str]:
        """The addresses that it leads to, in order."""
        return [each.attributes["href"] for each in self.all("a") if "href" in each.attributes]

    def table(self) -> list[list[Element]]:
        """The rows of the first table within, without its head."""
        body = self.one("tbody")
        return [[cell for cell in row.elements if cell.tag in ("td", "th")] for row in body.all("tr")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(text: str) -> Element:
    """The elements of a page of HTML or of an SVG."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root
