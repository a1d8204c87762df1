"""Figures against the rows of who-meets: every number that can be counted."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import isclose

import pytest

from pactgraph.api import Limits

from .conftest import Place
from .plain import Within, full
from .test_questions import limits_for

pytestmark = pytest.mark.slow

THROUGH = {"agreements": "pact:Agreement", "alliances": "pact:Alliance", "commitments": "pact:Commitment"}
NOT_YET_OR_NO_LONGER = {full("phase:ahead"), full("phase:over")}


def meetings(place: Place, limits: Within, through: str) -> dict[str, set[str]]:
    """Who meets where, of those who do now."""
    found: dict[str, set[str]] = defaultdict(set)
    counting = {row["thing"] for row in place.rows("meeting-points", limits)}
    for row in place.rows("who-meets", limits.time, **{"class": full(THROUGH[through])}):
        if row["thing"] in counting and row["phase"] not in NOT_YET_OR_NO_LONGER:
            found[row["thing"] or ""].add(row["partner"] or "")
    return found


@pytest.mark.parametrize("through", THROUGH)
def test_figures_count_who_meets(places: list[Place], through: str) -> None:
    for place in places:
        for limits in limits_for(place, 3):
            met = meetings(place, limits, through)
            others: dict[str, set[str]] = defaultdict(set)
            weight: dict[str, float] = defaultdict(float)
            for who in met.values():
                for one, other in combinations(sorted(who), 2):
                    others[one].add(other)
                    others[other].add(one)
                    weight[one] += 1 / (len(who) - 1)
                    weight[other] += 1 / (len(who) - 1)
            told = place.face.figures(Limits(**limits.given), through=[through])
            where = (place, limits)
            partners = {partner for who in met.values() for partner in who}
            assert {str(row.partner) for row in told} == partners, where
            for row in told:
                name = str(row.partner)
                assert row.meetings == sum(name in who for who in met.values()), where
                assert row.partners == len(others[name]), where
                assert isclose(float(row.weight), weight[name], abs_tol=1e-4), where
