"""Random worlds, random edits and random breaks: a push that ends well leaves nothing else behind."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from pactgraph.publish.push.push import PushReport
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.workspace.dataset import Dataset

FAULTS: list[str | int] = ["down", "half", "last", "lost", 503]


def statement(chance: random.Random) -> str:
    value = chance.choice(["region:x", "region:y", "7", "007"])
    return f"region:{chance.choice('ab')} pact:{chance.choice('pq')} {value} ."


def world(chance: random.Random) -> dict[str, str]:
    """Up to three documents that share their passages, and up to two decisions."""
    files = {"registers/r.ttl": 'region:a pact:p "always" .'}
    for name in "uvw":
        if chance.random() < 0.75:
            text = " ".join(statement(chance) for _ in range(chance.randint(0, 2)))
            for passage in "mno":
                if chance.random() < 0.4:
                    told = " ".join(statement(chance) for _ in range(chance.randint(1, 3)))
                    text += f" passage:{passage}_0-5 {{ {told} }}"
            files[f"documents/{name}.trig"] = text
    files["curation/k.ttl"] = " ".join(
        f"decision:{chance.choice('de')} rdf:subject region:{chance.choice('ab')} ;"
        f" rdf:predicate pact:{chance.choice('pq')} ; rdf:object region:{chance.choice('xy')} ;"
        " pact:judgement judgement:rejected ."
        for _ in range(chance.randint(0, 2))
    )
    return files


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_whatever_breaks_the_push_that_ends_makes_all_right(
    seed: int,
    make: Callable[[dict[str, str]], Dataset],
    send: Callable[..., PushReport],
    remote: Any,
    expected: Callable[..., Any],
) -> None:
    chance = random.Random(seed)
    ended = broken = 0
    while ended < 30:
        dataset = make(world(chance))
        at = remote.tried + chance.randint(0, 12)
        remote.faults = {at: chance.choice(FAULTS)} if chance.random() < 0.7 else {}
        batch = chance.choice([10, 12, 1000])
        try:
            send(dataset, batch=batch)
        except RemoteFault:
            remote.is_down = False
            broken += 1
        else:
            assert remote.graphs() == expected(dataset)
            ended += 1
    assert broken
