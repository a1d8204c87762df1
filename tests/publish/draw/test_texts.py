"""Every phrase that pictures say stands in the data files, and none stands there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pactgraph.prose.texts import LANGUAGES, all_texts
from pactgraph.publish import draw

FOLDER = Path(draw.__file__).parent
SOURCE = "".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.py"))).replace("'", '"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_those_that_are_said(language: str) -> None:
    said = set(re.findall(r'\bsay\(\s*"([\w-]+)"', SOURCE))
    known = set(all_texts(language)["picture"])
    assert said <= known
    assert {name for name in known - said if f'"{name.removesuffix("-one")}"' not in SOURCE} == set()


def test_phrases_have_the_same_gaps_in_every_language() -> None:
    gaps = [
        {name: said.count("{}") for name, said in all_texts(language)["picture"].items()}
        for language in LANGUAGES
    ]
    assert all(each == gaps[0] for each in gaps)
