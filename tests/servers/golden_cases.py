"""The stored queries, and the parameters with which golden files have asked the small world."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
QUERIES = sorted(path.stem for path in (REPOSITORY / "queries").glob("*/*.rq"))
_GOLDEN = sorted((REPOSITORY / "tests" / "queries" / "golden").glob("*.tsv"))


def paired(words: list[str]) -> dict[str, str]:
    """Options such as `--region saxony` as values by name."""
    return {word.removeprefix("--"): value for word, value in zip(words[::2], words[1::2], strict=True)}


def golden_cases(name: str) -> list[dict[str, str]]:
    """The parameters of each golden file of a query."""
    files = [path for path in _GOLDEN if path.stem.partition(".")[0] == name]
    return [paired(path.read_text(encoding="utf-8").split("\n")[0][1:].split()) for path in files]
