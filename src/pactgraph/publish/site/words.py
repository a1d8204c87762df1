"""The words of the pages in four languages."""

from __future__ import annotations

LANGUAGES = ("en", "de", "nl", "fr")
NAMES = {"en": "English", "de": "Deutsch", "nl": "Nederlands", "fr": "Français"}

KINDS = {
    "region": ("Regions", "Regionen", "Regio’s", "Régions"),
    "agreement": ("Agreements", "Vereinbarungen", "Overeenkomsten", "Accords"),
    "alliance": ("Alliances", "Allianzen", "Allianties", "Alliances"),
    "commitment": ("Commitments", "Zusagen", "Toezeggingen", "Engagements"),
    "body": ("Bodies", "Gremien", "Organen", "Organes"),
    "event": ("Events", "Ereignisse", "Gebeurtenissen", "Événements"),
    "sector": ("Sectors", "Bereiche", "Sectoren", "Secteurs"),
    "government": ("Governments", "Regierungen", "Regeringen", "Gouvernements"),
    "person": ("People", "Personen", "Personen", "Personnes"),
    "post": ("Posts", "Ämter", "Ambten", "Fonctions"),
    "organisation": ("Organisations", "Organisationen", "Organisaties", "Organisations"),
    "group": ("Groups", "Gruppen", "Groepen", "Groupes"),
    "place": ("Places", "Orte", "Plaatsen", "Lieux"),
    "country": ("Countries", "Staaten", "Landen", "Pays"),
    "law": ("Laws", "Rechtsakte", "Wetten", "Actes juridiques"),
    "document": ("Documents", "Dokumente", "Documenten", "Documents"),
    "release": ("Releases", "Verlautbarungen", "Bekendmakingen", "Communiqués"),
    "utterance": ("Utterances", "Äußerungen", "Uitspraken", "Propos"),
    "assessment": ("Assessments", "Einschätzungen", "Beoordelingen", "Appréciations"),
    "asset": ("Assets", "Stärken", "Troeven", "Atouts"),
    "quantity": ("Quantities", "Mengen", "Hoeveelheden", "Quantités"),
    "plan": ("Plans", "Pläne", "Plannen", "Plans"),
    "membership": ("Memberships", "Mitgliedschaften", "Lidmaatschappen", "Adhésions"),
    "period": ("Periods", "Zeiträume", "Perioden", "Périodes"),
    "holding": ("Offices held", "Ausgeübte Ämter", "Beklede ambten", "Fonctions exercées"),
    "signature": ("Signatures", "Unterschriften", "Ondertekeningen", "Signatures"),
    "code": ("Codes", "Codes", "Codes", "Codes"),
    "decision": ("Decisions", "Entscheidungen", "Beslissingen", "Décisions"),
    "derivation": ("Derivations", "Herleitungen", "Afleidingen", "Déductions"),
    "outcome": ("Outcomes", "Ergebnisse", "Uitkomsten", "Résultats"),
    "other": ("Other things", "Anderes", "Overige zaken", "Autres choses"),
}
"""Kinds of records by the first segment of their paths, in the order of the lists."""

MAIN = ("region", "agreement", "alliance", "commitment", "body", "event", "sector", "document")
"""Kinds that every page leads to."""

_WORDS = {
    "claim": (
        "Who promised what to whom between regions, and the passage that says so.",
        "Wer hat wem was zugesagt, von Region zu Region, und welche Textstelle sagt es.",
        "Wie beloofde wat aan wie, tussen regio’s, en welke passage zegt het.",
        "Qui a promis quoi à qui entre régions, et le passage qui le dit.",
    ),
    "skip": ("To the content", "Zum Inhalt", "Naar de inhoud", "Aller au contenu"),
    "menu": ("Pages", "Seiten", "Pagina’s", "Pages"),
    "languages": ("Languages", "Sprachen", "Talen", "Langues"),
    "home": ("Start", "Start", "Start", "Accueil"),
    "search": ("Search", "Suche", "Zoeken", "Recherche"),
    "find": ("Search for", "Suchen nach", "Zoeken naar", "Rechercher"),
    "questions": ("Questions", "Fragen", "Vragen", "Questions"),
    "network": ("Network", "Netz", "Netwerk", "Réseau"),
    "timeline": ("Time line", "Zeitleiste", "Tijdlijn", "Chronologie"),
    "map": ("Map", "Karte", "Kaart", "Carte"),
    "matrix": ("Regions and sectors", "Regionen und Bereiche", "Regio’s en sectoren", "Régions et secteurs"),
    "compare": ("Compare", "Vergleichen", "Vergelijken", "Comparer"),
    "vocabulary": ("Vocabulary", "Vokabular", "Woordenschat", "Vocabulaire"),
    "shapes": ("Shapes", "Formen", "Vormen", "Formes"),
    "dataset": ("Dataset", "Datensatz", "Dataset", "Jeu de données"),
    "changes": ("Changes", "Änderungen", "Wijzigingen", "Changements"),
    "facts": ("Facts", "Angaben", "Gegevens", "Données"),
    "links": ("Connections", "Verbindungen", "Verbindingen", "Liens"),
    "sources": ("Sources", "Quellen", "Bronnen", "Sources"),
    "names": ("Other names", "Andere Namen", "Andere namen", "Autres noms"),
    "passages": ("Passages", "Textstellen", "Passages", "Passages"),
    "characters": ("characters {} to {}", "Zeichen {} bis {}", "tekens {} tot {}", "caractères {} à {}"),
    "register": ("register: {}", "Register: {}", "register: {}", "registre : {}"),
    "curation": ("curation: {}", "Kuratierung: {}", "curatie: {}", "curation : {}"),
    "vocabulary-file": ("vocabulary: {}", "Vokabular: {}", "woordenschat: {}", "vocabulaire : {}"),
    "record-of": (
        "record of the document",
        "Eintrag des Dokuments",
        "record van het document",
        "notice du document",
    ),
    "derived": (
        "what follows from other statements",
        "was aus anderen Aussagen folgt",
        "wat uit andere uitspraken volgt",
        "ce qui découle d’autres énoncés",
    ),
    "not-standing": (
        "so told, but not what stands",
        "so gesagt, doch nicht, was gilt",
        "zo verteld, maar niet wat geldt",
        "ainsi dit, mais ce n’est pas ce qui vaut",
    ),
    "states": (
        "States over time",
        "Zustände im Lauf der Zeit",
        "Toestanden in de tijd",
        "États dans le temps",
    ),
    "rejected": ("rejected", "verworfen", "verworpen", "rejeté"),
    "no-facts": (
        "Nothing accepted is stated of it.",
        "Nichts Angenommenes ist darüber gesagt.",
        "Er is niets aanvaards over gezegd.",
        "Rien d’accepté n’en est dit.",
    ),
    "as": ("as {} of", "als {} von", "als {} van", "comme {} de"),
    "data": ("Data", "Daten", "Data", "Données"),
    "identifier": ("Identifier", "Kennung", "Identificatie", "Identifiant"),
    "formats": (
        "This page as data",
        "Diese Seite als Daten",
        "Deze pagina als data",
        "Cette page en données",
    ),
    "part": ("part {} of {}", "Teil {} von {}", "deel {} van {}", "partie {} sur {}"),
    "parts": ("Parts of this page", "Teile dieser Seite", "Delen van deze pagina", "Parties de cette page"),
    "further-parts": ("Go on reading", "Weiterlesen", "Verder lezen", "Lire la suite"),
    "shortened": (
        "shortened; the data has all {} characters",
        "gekürzt; die Daten haben alle {} Zeichen",
        "ingekort; de data hebben alle {} tekens",
        "abrégé ; les données ont les {} caractères",
    ),
    "from-to": ("{} to {}", "{} bis {}", "{} tot {}", "{} au {}"),
    "by": ("by {}", "bis {}", "uiterlijk {}", "au plus tard le {}"),
    "from": ("from {}", "ab {}", "vanaf {}", "à partir du {}"),
    "filter": ("Filter", "Filtern", "Filteren", "Filtrer"),
    "text-filter": ("Name contains", "Name enthält", "Naam bevat", "Le nom contient"),
    "any": ("any", "beliebig", "alle", "tous"),
    "shown": ("{} of {} shown", "{} von {} gezeigt", "{} van {} getoond", "{} sur {} affichés"),
    "country": ("Country", "Staat", "Land", "Pays"),
    "kind": ("Kind", "Art", "Soort", "Type"),
    "year": ("Year", "Jahr", "Jaar", "Année"),
    "strength": ("Strength", "Stärke", "Sterkte", "Force"),
    "date": ("Date", "Datum", "Datum", "Date"),
    "name": ("Name", "Name", "Naam", "Nom"),
    "sector": ("Sector", "Bereich", "Sector", "Secteur"),
    "partners": ("Partners", "Partner", "Partners", "Partenaires"),
    "regions": ("Regions", "Regionen", "Regio’s", "Régions"),
    "sectors": ("Sectors", "Bereiche", "Sectoren", "Secteurs"),
    "papers": (
        "Agreements and alliances",
        "Vereinbarungen und Allianzen",
        "Overeenkomsten en allianties",
        "Accords et alliances",
    ),
    "lists": ("Lists", "Listen", "Lijsten", "Listes"),
    "all-lists": ("All lists", "Alle Listen", "Alle lijsten", "Toutes les listes"),
    "pictures": ("Pictures", "Bilder", "Beelden", "Images"),
    "about": ("About the data", "Über die Daten", "Over de data", "À propos des données"),
    "inferred": ("inferred", "hergeleitet", "afgeleid", "déduit"),
    "licence": ("Licence", "Lizenz", "Licentie", "Licence"),
    "digest": ("SHA-256 begins {}", "SHA-256 beginnt {}", "SHA-256 begint {}", "SHA-256 commence par {}"),
    "says": (
        "What its words support",
        "Was die Worte tragen",
        "Wat de woorden dragen",
        "Ce que disent les mots",
    ),
    "nothing-said": (
        "No fact is drawn from it.",
        "Keine Angabe stützt sich darauf.",
        "Er is geen gegeven uit gehaald.",
        "Aucune donnée n’en est tirée.",
    ),
    "text": ("The text", "Der Text", "De tekst", "Le texte"),
    "parameters": ("Parameters", "Parameter", "Parameters", "Paramètres"),
    "optional": ("optional", "wahlfrei", "optioneel", "facultatif"),
    "answer": ("Answer", "Antwort", "Antwoord", "Réponse"),
    "no-rows": (
        "No rows: nothing in the graph states this.",
        "Keine Zeilen: nichts im Graphen sagt das aus.",
        "Geen rijen: niets in de graaf stelt dit.",
        "Aucune ligne : rien dans le graphe ne l’affirme.",
    ),
    "no-answer": (
        "This example names what the data does not hold.",
        "Dieses Beispiel nennt, was die Daten nicht enthalten.",
        "Dit voorbeeld noemt iets dat niet in de data staat.",
        "Cet exemple nomme ce que les données ne contiennent pas.",
    ),
    "by-program": (
        "From a program",
        "Aus einem Programm",
        "Vanuit een programma",
        "Depuis un programme",
    ),
    "columns": ("Columns", "Spalten", "Kolommen", "Colonnes"),
    "the-query": ("The query", "Die Abfrage", "De query", "La requête"),
    "shared": ("Shared", "Gemeinsam", "Gedeeld", "En commun"),
    "only": ("Only {}", "Nur {}", "Alleen {}", "Seulement {}"),
    "commitments-shared": (
        "Commitments of both",
        "Zusagen beider",
        "Toezeggingen van beide",
        "Engagements des deux",
    ),
    "pairs-why": (
        "Pairs of regions that have part in one paper.",
        "Paare von Regionen, die an einem Papier beteiligt sind.",
        "Paren van regio’s die deel hebben aan één document.",
        "Paires de régions qui participent à un même texte.",
    ),
    "papers-shared": (
        "papers in common: {}",
        "gemeinsame Papiere: {}",
        "gezamenlijke documenten: {}",
        "textes communs : {}",
    ),
    "classes": ("Classes", "Klassen", "Klassen", "Classes"),
    "properties": ("Properties", "Eigenschaften", "Eigenschappen", "Propriétés"),
    "other-terms": ("Other terms", "Weitere Begriffe", "Overige termen", "Autres termes"),
    "used-by": ("used by", "verwendet von", "gebruikt door", "utilisé par"),
    "target": ("for each", "für jede Instanz von", "voor elke", "pour chaque"),
    "path": ("Property", "Eigenschaft", "Eigenschap", "Propriété"),
    "asks": ("What is asked for", "Was verlangt wird", "Wat gevraagd wordt", "Ce qui est demandé"),
    "group": ("Group", "Gruppe", "Groep", "Groupe"),
    "version": ("Version", "Version", "Versie", "Version"),
    "previous": ("before it", "davor", "daarvoor", "avant elle"),
    "authors": ("Authors", "Urheber", "Auteurs", "Auteurs"),
    "citation": ("How to cite", "Zitierweise", "Citeren als", "Comment citer"),
    "keywords": ("Keywords", "Schlagwörter", "Trefwoorden", "Mots-clés"),
    "files": ("Files", "Dateien", "Bestanden", "Fichiers"),
    "bytes": ("{} bytes", "{} Bytes", "{} bytes", "{} octets"),
    "canonical": (
        "The N-Quads are the dataset with every named graph, in canonical order: the same statements give "
        "the same digest. The Turtle has the accepted facts.",
        "Die N-Quads sind der Datensatz mit allen benannten Graphen in kanonischer Ordnung: gleiche Aussagen "
        "ergeben dieselbe Prüfsumme. Das Turtle hat die angenommenen Angaben.",
        "De N-Quads zijn de dataset met alle benoemde grafen in canonieke volgorde: dezelfde uitspraken "
        "geven hetzelfde controlegetal. De Turtle heeft de aanvaarde gegevens.",
        "Les N-Quads sont le jeu de données avec tous les graphes nommés, en ordre canonique : les mêmes "
        "énoncés donnent la même empreinte. Le Turtle a les données acceptées.",
    ),
    "checks": ("Validation", "Prüfung", "Validatie", "Validation"),
    "severity": ("Severity", "Schwere", "Ernst", "Gravité"),
    "place-in-file": ("Place", "Ort", "Plaats", "Endroit"),
    "rule": ("Rule", "Regel", "Regel", "Règle"),
    "message": ("Finding", "Befund", "Bevinding", "Constat"),
    "no-findings": (
        "All checks were made, and found nothing.",
        "Alle Prüfungen wurden gemacht und fanden nichts.",
        "Alle controles zijn gedaan en vonden niets.",
        "Tous les contrôles ont été faits et n’ont rien trouvé.",
    ),
    "not-checked": (
        "The data was not checked when these pages were made.",
        "Die Daten wurden beim Erstellen dieser Seiten nicht geprüft.",
        "De data zijn bij het maken van deze pagina’s niet gecontroleerd.",
        "Les données n’ont pas été contrôlées lors de la production de ces pages.",
    ),
    "counts": ("What it holds", "Was er enthält", "Wat erin staat", "Ce qu’il contient"),
    "graphs": (
        "Registers and curation",
        "Register und Kuratierung",
        "Registers en curatie",
        "Registres et curation",
    ),
    "since-then": ("Since {}", "Seit {}", "Sinds {}", "Depuis {}"),
    "more-lines": ("and {} lines more", "und {} weitere Zeilen", "en nog {} regels", "et {} lignes de plus"),
    "not-compared": (
        "No earlier version was given to compare with.",
        "Zum Vergleich war keine frühere Version gegeben.",
        "Er was geen eerdere versie om mee te vergelijken.",
        "Aucune version antérieure n’a été donnée pour comparer.",
    ),
    "documents-by-date": (
        "Documents, latest first",
        "Dokumente, die neuesten zuerst",
        "Documenten, nieuwste eerst",
        "Documents, les plus récents d’abord",
    ),
    "decisions-by-date": (
        "Decisions of the curation, latest first",
        "Entscheidungen der Kuratierung, die neuesten zuerst",
        "Beslissingen van de curatie, nieuwste eerst",
        "Décisions de la curation, les plus récentes d’abord",
    ),
    "not-found": (
        "There is no such page",
        "Diese Seite gibt es nicht",
        "Deze pagina bestaat niet",
        "Cette page n’existe pas",
    ),
}


class Words:
    """The words of one language of `LANGUAGES`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def say(self, name: str, *values: object) -> str:
        """A set phrase with its gaps filled. Raises KeyError for a phrase that there is not."""
        said = _WORDS[name][self._place]
        return said.format(*values) if values else said

    __call__ = say

    def kind(self, kind: str) -> str | None:
        """The heading of the list of a kind of record, where it is one of ours."""
        found = KINDS.get(kind)
        return found[self._place] if found else None

    def period(self, first: str, last: str) -> str:
        """A span of days: a day, from one to another, or with one end open."""
        if first == last:
            return first
        if not first:
            return self.say("by", last)
        return self.say("from-to", first, last) if last else self.say("from", first)
