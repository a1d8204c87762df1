"""Who answers: the embedded Oxigraph, rdflib, or a SPARQL endpoint, with the same terms."""
