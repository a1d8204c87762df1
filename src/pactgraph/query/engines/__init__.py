"""Who answers: the embedded Oxigraph, or a SPARQL endpoint, with the same terms."""
