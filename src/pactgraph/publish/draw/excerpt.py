"""What of a landscape one picture can show."""

from __future__ import annotations

from dataclasses import replace

from ...model.landscape import Landscape

MOST_ROWS = 60
"""Rows of a column beyond which a network is drawn around one region."""


def tied(landscape: Landscape) -> Landscape:
    """A landscape without the regions that are in no paper and the sectors that no paper is about."""
    told = {sector for paper in landscape.papers for sector in paper.sectors}
    return replace(
        landscape,
        regions=tuple(region for region in landscape.regions if region.iri in landscape.papers_of),
        sectors=tuple(sector for sector in landscape.sectors if sector.iri in told),
    )


def limited(landscape: Landscape, most: int = MOST_ROWS) -> tuple[Landscape, str | None, int]:
    """What of a landscape one picture can show: all of it, or that of the region with the most papers, cut to
    `most` rows a column; that region's IRI, or None; and the rows that all of it would take."""
    shown = tied(landscape)
    joined, sectors = shown.regions, shown.sectors
    rows = max(len(joined), len(sectors), len(landscape.papers))
    if rows <= most:
        return shown, None, rows
    ranked = sorted(joined, key=lambda region: (-len(landscape.papers_of[region.iri]), region.iri))
    if not ranked:
        return replace(shown, papers=landscape.papers[:most], sectors=sectors[:most]), None, rows
    centre = ranked[0].iri
    near = shown.around(centre)
    papers = tuple(sorted(near.papers, key=lambda paper: (paper.latest or "", paper.iri))[-most:])
    counts: dict[str, int] = {}
    for paper in papers:
        for iri in (*set(paper.regions), *set(paper.sectors)):
            counts[iri] = counts.get(iri, 0) + 1
    counts[centre] = len(landscape.papers) + 1
    kept = {
        iri
        for group in ([region.iri for region in near.regions], [sector.iri for sector in near.sectors])
        for iri in sorted((iri for iri in group if iri in counts), key=lambda iri: (-counts[iri], iri))[:most]
    }
    return (
        replace(
            near,
            papers=papers,
            regions=tuple(region for region in near.regions if region.iri in kept),
            sectors=tuple(sector for sector in near.sectors if sector.iri in kept),
        ),
        centre,
        rows,
    )
