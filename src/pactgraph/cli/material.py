"""What the pages of a site are made of, gathered from a workspace."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.fault import Fault
from ..publish.citation import BadCitation, about
from ..publish.site.material import Material, Settings
from ..query.engines.oxigraph import OxigraphEngine
from ..query.fault import EngineFault, QueryFault
from ..query.naming.labels import Label
from ..query.naming.names import Names
from ..query.network.landscape import read_landscape
from ..query.network.reading import read_ties
from ..query.relations import relation_words
from ..query.stored.answered import answered
from ..query.stored.catalogue import Catalogue, CatalogueFault
from ..query.stored.executables import executables
from ..workspace.files import UnreadableFile, read_triples
from ..workspace.workspace import Workspace


class NoMaterial(Fault):
    """A file of the workspace that pages are made of is wrong; the message says which and how."""


def gather(workspace: Workspace, settings: Settings) -> Material:
    """What the pages of a workspace are made of. Raises NoMaterial where the citation file, the shapes or a
    stored query is wrong."""
    try:
        engine = OxigraphEngine(workspace.facts.store)
        ties = read_ties(engine)
        catalogue = Catalogue(workspace.queries, workspace.prefixes)
        called: dict[NamedNode, list[Label]] = {}
        names = Names(engine, workspace.prefixes)
        shapes = workspace.shapes
        return Material(
            workspace.facts,
            workspace.prefixes,
            about(workspace.root, workspace.dataset),
            {
                language: read_landscape(engine, language, ties=ties, called=called)
                for language in settings.languages
            },
            {language: relation_words(language) for language in settings.languages},
            tuple(answered(engine, catalogue, names, settings.base)),
            tuple(executables(catalogue, None, names, workspace.prefixes)),
            tuple(read_triples(shapes, "ontology/shapes.ttl")) if shapes.exists() else (),
        )
    except (BadCitation, UnreadableFile, CatalogueFault, EngineFault, QueryFault) as fault:
        raise NoMaterial(str(fault).partition("\n")[0]) from fault
