"""Headings and set phrases in four languages."""

from __future__ import annotations

from ..evidence.support import Period
from ..phrases import LANGUAGES, phrase

OPEN_END = "9999-12-31"

_WORDS = {
    "names": ("Names", "Namen", "Namen", "Noms"),
    "listed": (
        "listed under: {}",
        "in der Liste: {}",
        "in de lijst: {}",
        "dans la liste : {}",
    ),
    "facts": ("Facts", "Angaben", "Gegevens", "Données"),
    "agreements": ("Agreements", "Vereinbarungen", "Overeenkomsten", "Accords"),
    "undated": ("without a date", "ohne Datum", "zonder datum", "sans date"),
    "parties": ("Parties", "Parteien", "Partijen", "Parties"),
    "bilateral": (
        "Bilateral partners",
        "Bilaterale Partner",
        "Bilaterale partners",
        "Partenaires bilatéraux",
    ),
    "joint": (
        "Partners through papers of several parties",
        "Partner durch Papiere mehrerer Parteien",
        "Partners door documenten van meerdere partijen",
        "Partenaires par des textes à plusieurs",
    ),
    "allied": (
        "Partners through alliances",
        "Partner durch Allianzen",
        "Partners door allianties",
        "Partenaires par des alliances",
    ),
    "alliances": ("Alliances", "Allianzen", "Allianties", "Alliances"),
    "members": ("Members", "Mitglieder", "Leden", "Membres"),
    "sectors": ("Sectors", "Bereiche", "Sectoren", "Secteurs"),
    "commitments": ("Commitments", "Zusagen", "Toezeggingen", "Engagements"),
    "no-strength": (
        "strength not stated",
        "Stärke nicht angegeben",
        "sterkte niet vermeld",
        "force non précisée",
    ),
    "bodies": ("Bodies", "Gremien", "Organen", "Organes"),
    "events": ("Events", "Ereignisse", "Gebeurtenissen", "Événements"),
    "people": ("People and posts", "Personen und Ämter", "Personen en ambten", "Personnes et fonctions"),
    "announced": (
        "Announced, and what became of it",
        "Angekündigt, und was daraus wurde",
        "Aangekondigd, en wat ervan kwam",
        "Annoncé, et la suite",
    ),
    "no-outcome": (
        "what became of it: not recorded",
        "was daraus wurde: nicht verzeichnet",
        "wat ervan kwam: niet vastgelegd",
        "la suite : non enregistrée",
    ),
    "disagreements": ("Disagreements", "Widersprüche", "Tegenspraken", "Désaccords"),
    "accounts": (
        "What documents say",
        "Was Dokumente sagen",
        "Wat documenten zeggen",
        "Ce que disent les documents",
    ),
    "named": ("Where it is named", "Wo es genannt wird", "Waar het wordt genoemd", "Où il en est question"),
    "links": ("Linked from", "Verknüpft von", "Gekoppeld vanuit", "Lié depuis"),
    "stated": (
        "What its words support",
        "Was die Worte tragen",
        "Wat de woorden dragen",
        "Ce que disent les mots",
    ),
    "as": ("as “{}” in", "als „{}“ in", "als ‘{}’ in", "comme « {} » dans"),
    "more": (
        "and {} more (--all lists them)",
        "und {} weitere (--all zeigt sie)",
        "en nog {} (--all toont ze)",
        "et {} de plus (--all les montre)",
    ),
    "more-passages": (
        "and {} more passages",
        "und {} weitere Textstellen",
        "en nog {} passages",
        "et {} passages de plus",
    ),
    "rejected": ("rejected", "verworfen", "verworpen", "rejeté"),
    "accepted": ("accepted", "angenommen", "aanvaard", "accepté"),
    "from-to": ("{} to {}", "{} bis {}", "{} tot {}", "{} au {}"),
    "by": ("by {}", "bis {}", "uiterlijk {}", "au plus tard le {}"),
    "from": ("from {}", "ab {}", "vanaf {}", "à partir du {}"),
    "since": ("since {}", "seit {}", "sinds {}", "depuis le {}"),
    "until": ("until {}", "bis {}", "tot {}", "jusqu’au {}"),
    "since-latest": (
        "since {} at the latest",
        "spätestens seit {}",
        "uiterlijk sinds {}",
        "au plus tard depuis le {}",
    ),
    "due": ("due {}", "fällig {}", "te doen {}", "échéance {}"),
    "on-record": (
        "on record since {}",
        "belegt seit {}",
        "vermeld sinds {}",
        "attesté depuis le {}",
    ),
    "through": ("through {}", "durch {}", "via {}", "par {}"),
    "not-held": (
        "announced, not yet held",
        "angekündigt, noch nicht bestehend",
        "aangekondigd, nog niet van kracht",
        "annoncée, pas encore effective",
    ),
    "membership-of": (
        "membership of {}",
        "Mitgliedschaft von {}",
        "lidmaatschap van {}",
        "adhésion de {}",
    ),
    "one-partner": (
        "{} and {} count as one partner: a government stands for its region.",
        "{} und {} gelten als ein Partner: eine Regierung steht für ihre Region.",
        "{} en {} gelden als één partner: een regering staat voor haar regio.",
        "{} et {} comptent pour un seul partenaire : un gouvernement représente sa région.",
    ),
    "no-path": (
        "No path links {} and {} within what was asked for (hops allowed: {}).",
        "Kein Weg verbindet {} und {} in dem, wonach gefragt war (erlaubte Schritte: {}).",
        "Geen pad verbindt {} en {} binnen wat gevraagd werd (toegestane stappen: {}).",
        "Aucun chemin ne relie {} et {} dans ce qui était demandé (étapes permises : {}).",
    ),
    "paths": (
        "From {} to {}",
        "Von {} nach {}",
        "Van {} naar {}",
        "De {} à {}",
    ),
    "more-paths": (
        "There are more paths: --all tells all of this length, with --max-hops longer ones too.",
        "Es gibt weitere Wege: --all nennt alle dieser Länge, mit --max-hops auch längere.",
        "Er zijn meer paden: --all noemt alle van deze lengte, met --max-hops ook langere.",
        "Il y a d’autres chemins : --all donne ceux de cette longueur, avec --max-hops de plus longs.",
    ),
    "nothing": (
        "Nothing to compare within what was asked for.",
        "Nichts zu vergleichen in dem, wonach gefragt war.",
        "Niets te vergelijken binnen wat gevraagd werd.",
        "Rien à comparer dans ce qui était demandé.",
    ),
    "scale": (
        "from the weakest to the firmest: {}",
        "von der schwächsten zur festesten: {}",
        "van de zwakste naar de stevigste: {}",
        "de la plus faible à la plus ferme : {}",
    ),
    "pair": ("{} and {}", "{} und {}", "{} en {}", "{} et {}"),
    "shared": ("Shared", "Gemeinsam", "Gedeeld", "En commun"),
    "only": ("Only {}", "Nur {}", "Alleen {}", "Seulement {}"),
    "none": ("none", "keine", "geen", "aucun"),
    "standing": ("How they stand", "Wie sie stehen", "Hoe ze ervoor staan", "Leur statut"),
    "strengths": ("Strengths", "Stärken", "Sterkten", "Forces"),
    "differences": (
        "The same thing told differently",
        "Dasselbe verschieden erzählt",
        "Hetzelfde anders verteld",
        "La même chose dite autrement",
    ),
    "at": ("as of {}", "Stand {}", "stand op {}", "à la date du {}"),
    "release": (
        "one release: {}",
        "eine Verlautbarung: {}",
        "één bekendmaking: {}",
        "un seul communiqué : {}",
    ),
    "agreement-counted": ("agreements", "Vereinbarungen", "overeenkomsten", "accords"),
    "alliance-counted": ("alliances", "Allianzen", "allianties", "alliances"),
    "body-counted": ("bodies", "Gremien", "organen", "organes"),
    "commitment-counted": ("commitments", "Zusagen", "toezeggingen", "engagements"),
    "event-counted": ("events", "Ereignisse", "gebeurtenissen", "événements"),
    "asset-counted": ("assets", "Trümpfe", "troeven", "atouts"),
    "statements-counted": (
        "statements: {} in both, {} alone {}, {} alone {}",
        "Aussagen: {} in beiden, nur {} {}, nur {} {}",
        "uitspraken: {} in beide, alleen {} {}, alleen {} {}",
        "énoncés : {} dans les deux, seulement {} {}, seulement {} {}",
    ),
    "assets": ("Assets", "Trümpfe", "Troeven", "Atouts"),
    "regions": ("Regions", "Regionen", "Regio’s", "Régions"),
    "governments": ("Governments", "Regierungen", "Regeringen", "Gouvernements"),
    "organisations": ("Organisations", "Organisationen", "Organisaties", "Organisations"),
    "groups": ("Groups", "Gruppen", "Groepen", "Groupes"),
    "persons": ("People", "Personen", "Personen", "Personnes"),
    "posts": ("Posts", "Ämter", "Ambten", "Fonctions"),
    "countries": ("Countries", "Staaten", "Landen", "Pays"),
    "places": ("Places", "Orte", "Plaatsen", "Lieux"),
    "laws": ("Laws", "Rechtsakte", "Wetten", "Actes juridiques"),
    "figures-size": (
        "partners: {}; where they meet: {}; pairs who meet: {}; communities: {}",
        "Partner: {}; wo sie sich treffen: {}; Paare, die sich treffen: {}; Gemeinschaften: {}",
        "partners: {}; waar zij elkaar treffen: {}; paren die elkaar treffen: {}; gemeenschappen: {}",
        "partenaires : {} ; où ils se rencontrent : {} ; paires qui se rencontrent : {} ; communautés : {}",
    ),
    "figures-why": (
        "meetings and between are taken on partners and papers as they are (bipartite): a paper of thirteen "
        "is one meeting point. partners, weight, bridging and community are taken on the partners alone "
        "(projection), where such a paper ties every two of its parties: weight therefore divides it among "
        "them, and communities are found by weight.",
        "meetings und between gelten für Partner und Papiere, wie sie sind (bipartit): ein Papier von "
        "dreizehn ist ein Treffpunkt. partners, weight, bridging und community gelten für die Partner allein "
        "(Projektion), wo ein solches Papier je zwei seiner Parteien verbindet: weight teilt es darum unter "
        "ihnen auf, und Gemeinschaften werden nach weight gefunden.",
        "meetings en between gelden voor partners en documenten zoals ze zijn (bipartiet): een document van "
        "dertien is één ontmoetingspunt. partners, weight, bridging en community gelden voor de "
        "partners alleen (projectie), waar zo’n document elke twee partijen verbindt: weight verdeelt het "
        "daarom over hen, en gemeenschappen worden naar weight gevonden.",
        "meetings et between portent sur les partenaires et les textes tels quels (biparti) : un texte à "
        "treize est un seul point de rencontre. partners, weight, bridging et community portent sur "
        "les partenaires seuls (projection), où un tel texte relie chaque paire de parties : weight le "
        "partage donc entre elles, et les communautés sont trouvées selon weight.",
    ),
    "figures-estimated": (
        "The network is large: between and bridging are estimated, from the paths of at least {} things.",
        "Das Netz ist groß: between und bridging sind geschätzt, aus den Wegen von mindestens {} Dingen.",
        "Het netwerk is groot: between en bridging zijn geschat, uit de paden van ten minste {} zaken.",
        "Le réseau est grand : between et bridging sont estimés, à partir des chemins d’au moins {} choses.",
    ),
    "with": ("with {}", "mit {}", "met {}", "avec {}"),
    "by-whom": ("by {}", "von {}", "door {}", "de {}"),
    "towards": ("towards {}", "gegenüber {}", "tegenover {}", "envers {}"),
    "under": ("under {}", "im Rahmen von {}", "in het kader van {}", "au titre de {}"),
    "about": ("about {}", "zu {}", "over {}", "sur {}"),
    "carried-out": (
        "to be carried out by {}",
        "auszuführen von {}",
        "uit te voeren door {}",
        "à exécuter par {}",
    ),
    "others": ("the others: {}", "die anderen: {}", "de anderen: {}", "les autres : {}"),
    "task": ("task: {}", "Aufgabe: {}", "taak: {}", "mission : {}"),
    "days-off": ("{} days", "{} Tage", "{} dagen", "{} jours"),
    "outcome": ("what became of it: {}", "was daraus wurde: {}", "wat ervan kwam: {}", "la suite : {}"),
}
"""What is said, by language in the order of `LANGUAGES`."""


class Wording:
    """Set phrases in a language, or in English where there are none; `falls_back` says so."""

    def __init__(self, lang: str) -> None:
        asked = lang.lower().partition("-")[0]
        self.language = asked if asked in LANGUAGES else "en"
        self.falls_back = asked not in LANGUAGES
        self._place = LANGUAGES.index(self.language)

    def say(self, name: str, *values: object) -> str:
        """A set phrase with its gaps filled. Raises KeyError for a phrase that there is not."""
        said = _WORDS[name][self._place]
        return said.format(*values) if values else said

    def told(self, name: str, value: str) -> str:
        """What something is called and what it is, apart by a colon as the language sets it."""
        return f"{name}{self.colon}{value}"

    @property
    def colon(self) -> str:
        """The colon with its spaces."""
        return " : " if self.language == "fr" else ": "

    def relation(self, relation: str, *, onward: bool) -> str:
        """A relation in words, from its subject to its object or back."""
        words = phrase(relation, self.language)
        return words.onward if onward else words.back

    def period(self, period: Period) -> str:
        """A span of days: a day, from one to another, or with one end open."""
        first, last = period
        if first == last:
            return first
        if not first:
            return self.say("by", last)
        if last == OPEN_END:
            return self.say("from", first)
        return self.say("from-to", first, last)


SETS = tuple(_WORDS)
"""Every set phrase by name."""
