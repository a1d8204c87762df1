"""What the pages of a site are made of, gathered from a workspace."""

from __future__ import annotations

from ...prose.words import Words
from ...query.engines.oxigraph import OxigraphEngine
from ...query.faults import EngineFault, QueryFault
from ...query.naming.names import Names
from ...query.stored.answered import answered
from ...query.stored.catalogue import Catalogue, CatalogueFault
from ...query.stored.executables import executables
from ...query.stored.questions import Questions
from ...rdf.fault import Fault
from ...workspace.files import UnreadableFile, read_triples
from ...workspace.workspace import Workspace
from ..citation import BadCitation, about
from ..draw.landscape_reader import read_landscape
from .material import Material, Settings


class NoMaterial(Fault):
    """A file of the workspace that pages are made of is wrong; the message says which and how."""


def gather(workspace: Workspace, settings: Settings) -> Material:
    """What the pages of a workspace are made of. Raises NoMaterial where the citation file, the shapes or a
    stored query is wrong."""
    try:
        engine = OxigraphEngine(workspace.facts.store)
        catalogue = Catalogue(workspace.queries, workspace.prefixes)
        questions = Questions(engine, catalogue)
        names = Names(engine, workspace.prefixes)
        shapes = workspace.shapes
        return Material(
            workspace.facts,
            workspace.prefixes,
            about(workspace.root, workspace.dataset),
            {lang: read_landscape(questions, Words(questions, lang)) for lang in settings.languages},
            questions,
            tuple(answered(engine, catalogue, names, settings.base)),
            tuple(executables(catalogue, None, names, workspace.prefixes)),
            tuple(read_triples(shapes, "ontology/shapes.ttl")) if shapes.exists() else (),
        )
    except (BadCitation, UnreadableFile, CatalogueFault, EngineFault, QueryFault) as fault:
        raise NoMaterial(str(fault).partition("\n")[0]) from fault
