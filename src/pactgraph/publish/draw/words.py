"""What pictures say besides labels, in four languages."""

from __future__ import annotations

LANGUAGES = ("en", "de", "nl", "fr")

_WORDS = {
    "network": (
        "Network of partnerships",
        "Netz der Partnerschaften",
        "Netwerk van partnerschappen",
        "Réseau des partenariats",
    ),
    "timeline": (
        "Timeline of partnerships",
        "Zeitleiste der Partnerschaften",
        "Tijdlijn van partnerschappen",
        "Chronologie des partenariats",
    ),
    "map": (
        "Map of partnerships",
        "Karte der Partnerschaften",
        "Kaart van partnerschappen",
        "Carte des partenariats",
    ),
    "matrix": (
        "Commitments by region and sector",
        "Zusagen nach Region und Bereich",
        "Toezeggingen per regio en sector",
        "Engagements par région et secteur",
    ),
    "regions": ("Regions", "Regionen", "Regio’s", "Régions"),
    "papers": (
        "Agreements and alliances",
        "Vereinbarungen und Allianzen",
        "Overeenkomsten en allianties",
        "Accords et alliances",
    ),
    "sectors": ("Sectors", "Bereiche", "Sectoren", "Secteurs"),
    "agreement": ("Agreements", "Vereinbarungen", "Overeenkomsten", "Accords"),
    "alliance": ("Alliances", "Allianzen", "Allianties", "Alliances"),
    "body": ("Bodies", "Gremien", "Organen", "Organes"),
    "event": ("Events", "Ereignisse", "Gebeurtenissen", "Événements"),
    "commitment": (
        "Commitments, when due",
        "Zusagen, wann fällig",
        "Toezeggingen, wanneer te doen",
        "Engagements, à l’échéance",
    ),
    "one-alliance": ("Alliance", "Allianz", "Alliantie", "Alliance"),
    "parties": ("{} parties", "{} Parteien", "{} partijen", "{} parties"),
    "one-party": ("1 party", "1 Partei", "1 partij", "1 partie"),
    "members": ("{} members", "{} Mitglieder", "{} leden", "{} membres"),
    "one-member": ("1 member", "1 Mitglied", "1 lid", "1 membre"),
    "members-to-be": (
        "{} members to be",
        "{} künftige Mitglieder",
        "{} toekomstige leden",
        "{} futurs membres",
    ),
    "one-member-to-be": ("1 member to be", "1 künftiges Mitglied", "1 toekomstig lid", "1 futur membre"),
    "party": ("party", "Partei", "partij", "partie"),
    "member": ("member", "Mitglied", "lid", "membre"),
    "announced": ("member to be", "künftiges Mitglied", "toekomstig lid", "futur membre"),
    "past": ("member once", "ehemaliges Mitglied", "voormalig lid", "ancien membre"),
    "unstated": (
        "member, standing not stated",
        "Mitglied, Stand nicht angegeben",
        "lid, status niet vermeld",
        "membre, statut non précisé",
    ),
    "provided": (
        "provided for by the agreement above",
        "durch die Vereinbarung darüber vorgesehen",
        "voorzien in de overeenkomst erboven",
        "prévue par l’accord ci-dessus",
    ),
    "and-more": ("and {} more", "und {} weitere", "en nog {}", "et {} de plus"),
    "around": (
        "around {}, because all would be {} rows",
        "um {}, denn alles wären {} Zeilen",
        "rond {}, want alles zou {} rijen zijn",
        "autour de {}, car le tout ferait {} lignes",
    ),
    "latest": (
        "the latest {} of {}",
        "die letzten {} von {}",
        "de laatste {} van {}",
        "les {} derniers sur {}",
    ),
    "fullest": (
        "the {} fullest rows of {}",
        "die {} vollsten Zeilen von {}",
        "de {} volste rijen van {}",
        "les {} lignes les plus remplies sur {}",
    ),
    "nothing": (
        "Nothing within what was asked for.",
        "Nichts in dem, wonach gefragt war.",
        "Niets binnen wat gevraagd werd.",
        "Rien dans ce qui était demandé.",
    ),
    "quarter": ("{} quarter of {}", "{} Quartal {}", "{} kwartaal van {}", "{} trimestre {}"),
    "half": ("{} half of {}", "{} Halbjahr {}", "{} helft van {}", "{} semestre {}"),
    "between": ("{} to {}", "{} bis {}", "{} tot {}", "du {} au {}"),
    "by": ("by {}", "bis {}", "uiterlijk {}", "au plus tard le {}"),
    "from": ("from {}", "ab {}", "vanaf {}", "à partir du {}"),
    "a-day": ("on a day", "an einem Tag", "op een dag", "un jour donné"),
    "some-time": (
        "some time within the span",
        "irgendwann in der Spanne",
        "ergens binnen de periode",
        "à un moment de la période",
    ),
    "open": (
        "one end not stated",
        "ein Ende nicht angegeben",
        "één einde niet vermeld",
        "une borne non précisée",
    ),
    "planned": (
        "hollow: planned or announced",
        "hohl: geplant oder angekündigt",
        "open: gepland of aangekondigd",
        "vide : prévu ou annoncé",
    ),
    "off": (
        "crossed out: called off or ended",
        "durchgestrichen: abgesagt oder beendet",
        "doorgestreept: afgelast of beëindigd",
        "barré : annulé ou terminé",
    ),
    "bilateral": (
        "agreement of two regions",
        "Vereinbarung zweier Regionen",
        "overeenkomst van twee regio’s",
        "accord de deux régions",
    ),
    "bilateral-named": (
        "agreement of two regions: {}",
        "Vereinbarung zweier Regionen: {}",
        "overeenkomst van twee regio’s: {}",
        "accord de deux régions : {}",
    ),
    "others": (
        "other papers of several regions",
        "andere Papiere mehrerer Regionen",
        "andere documenten van meerdere regio’s",
        "autres textes de plusieurs régions",
    ),
    "no-paper": (
        "no paper of several regions",
        "kein Papier mehrerer Regionen",
        "geen document van meerdere regio’s",
        "aucun texte de plusieurs régions",
    ),
    "unlabelled": (
        "Without room for a label: {}.",
        "Ohne Platz für einen Namen: {}.",
        "Zonder plaats voor een naam: {}.",
        "Sans place pour un nom : {}.",
    ),
    "elsewhere": (
        "Beyond the map or without a known place: {}.",
        "Jenseits der Karte oder ohne bekannten Ort: {}.",
        "Buiten de kaart of zonder bekende plaats: {}.",
        "Hors de la carte ou sans lieu connu : {}.",
    ),
    "land": (
        "Land and borders: Natural Earth",
        "Land und Grenzen: Natural Earth",
        "Land en grenzen: Natural Earth",
        "Terres et frontières : Natural Earth",
    ),
    "count": (
        "number of commitments; the shade is the firmest of them:",
        "Zahl der Zusagen; der Ton ist die festeste:",
        "aantal toezeggingen; de tint is de stevigste:",
        "nombre d’engagements ; la teinte est le plus ferme :",
    ),
    "no-strength": ("not stated", "nicht angegeben", "niet vermeld", "non précisé"),
    "only-party": (
        "party to an agreement on it, no commitment of its own",
        "Partei einer Vereinbarung dazu, ohne eigene Zusage",
        "partij bij een overeenkomst erover, zonder eigen toezegging",
        "partie à un accord à ce sujet, sans engagement propre",
    ),
    "firmest": ("{} (firmest: {})", "{} (festeste: {})", "{} (stevigste: {})", "{} (le plus ferme : {})"),
    "continued": ("{} (continued)", "{} (Fortsetzung)", "{} (vervolg)", "{} (suite)"),
}

_MONTHS = (
    "January February March April May June July August September October November December",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
_SHORT_MONTHS = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
)
_ORDINALS = ("1st 2nd 3rd 4th", "1. 2. 3. 4.", "1e 2e 3e 4e", "1er 2e 3e 4e")


class Words:
    """The words of a picture in a language, or in English where there are none."""

    def __init__(self, language: str) -> None:
        asked = language.lower().partition("-")[0]
        self.language = asked if asked in LANGUAGES else "en"
        self._place = LANGUAGES.index(self.language)

    def say(self, name: str, *values: object) -> str:
        """A phrase with its gaps filled. Raises KeyError for one that there is not."""
        said = _WORDS[name][self._place]
        return said.format(*values) if values else said

    def count(self, number: int, one: str, many: str) -> str:
        """A phrase for one thing, or for several with their number, from which it is not parted."""
        said = self.say(one) if number == 1 else self.say(many, number)
        return said.replace(" ", "\u00a0", 1)

    def ordinal(self, number: int) -> str:
        """First to fourth, in figures."""
        return _ORDINALS[self._place].split()[number - 1]

    def month(self, number: int, *, short: bool = False) -> str:
        """The name of a month, 1 to 12."""
        return (_SHORT_MONTHS if short else _MONTHS)[self._place].split()[number - 1]
