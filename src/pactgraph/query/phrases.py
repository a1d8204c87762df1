"""Relations in words, in four languages: each read from its subject to its object, and back."""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """How a relation reads from its subject to its object, and from its object to its subject."""

    onward: str
    back: str


LANGUAGES = ("en", "de", "nl", "fr")

_TABLE = {
    "party": (
        ("has as a party", "is a party to"),
        ("hat als Partei", "ist Partei von"),
        ("heeft als partij", "is partij bij"),
        ("a pour partie", "est partie à"),
    ),
    "signed": (
        ("was signed for", "signed"),
        ("wurde unterzeichnet für", "unterzeichnete"),
        ("werd ondertekend voor", "ondertekende"),
        ("a été signé pour", "a signé"),
    ),
    "signed-for": (
        ("was signed by", "signed"),
        ("wurde unterzeichnet von", "unterzeichnete"),
        ("werd ondertekend door", "ondertekende"),
        ("a été signé par", "a signé"),
    ),
    "provides-for": (
        ("provides for", "is provided for by"),
        ("sieht vor", "ist vorgesehen durch"),
        ("voorziet in", "is voorzien door"),
        ("prévoit", "est prévu par"),
    ),
    "sector": (
        ("is about", "is a subject of"),
        ("handelt von", "ist Gegenstand von"),
        ("gaat over", "is onderwerp van"),
        ("porte sur", "est un sujet de"),
    ),
    "made-under": (
        ("is made under", "holds"),
        ("besteht im Rahmen von", "enthält"),
        ("valt onder", "bevat"),
        ("est pris au titre de", "contient"),
    ),
    "committer": (
        ("is a commitment by", "commits itself to"),
        ("ist eine Zusage von", "sagt zu"),
        ("is een toezegging van", "zegt toe"),
        ("est un engagement de", "s’engage à"),
    ),
    "towards": (
        ("is made towards", "is addressed by"),
        ("gilt gegenüber", "ist Adressat von"),
        ("geldt tegenover", "is geadresseerde van"),
        ("est pris envers", "est destinataire de"),
    ),
    "carried-out-by": (
        ("is to be carried out by", "is to carry out"),
        ("ist auszuführen von", "soll ausführen"),
        ("moet worden uitgevoerd door", "moet uitvoeren"),
        ("doit être exécuté par", "doit exécuter"),
    ),
    "concerns": (
        ("concerns", "is a concern of"),
        ("betrifft", "ist betroffen von"),
        ("betreft", "is betrokken in"),
        ("concerne", "est concerné par"),
    ),
    "brings-in": (
        ("brings in", "is brought into"),
        ("bringt ein", "wird eingebracht in"),
        ("brengt in", "wordt ingebracht in"),
        ("apporte", "est apporté à"),
    ),
    "brought-by": (
        ("is an asset of", "has the asset"),
        ("ist eine Stärke von", "hat die Stärke"),
        ("is een troef van", "heeft de troef"),
        ("est un atout de", "a pour atout"),
    ),
    "serves": (
        ("serves", "is served by"),
        ("dient", "wird gefördert durch"),
        ("dient", "wordt gediend door"),
        ("sert", "est servi par"),
    ),
    "set-up-by": (
        ("is set up by", "sets up"),
        ("ist eingesetzt von", "setzt ein"),
        ("is ingesteld door", "stelt in"),
        ("est créé par", "crée"),
    ),
    "coordinates": (
        ("coordinates", "is coordinated by"),
        ("koordiniert", "wird koordiniert von"),
        ("coördineert", "wordt gecoördineerd door"),
        ("coordonne", "est coordonné par"),
    ),
    "participant": (
        ("has as a participant", "takes part in"),
        ("hat als Teilnehmer", "nimmt teil an"),
        ("heeft als deelnemer", "neemt deel aan"),
        ("a pour participant", "participe à"),
    ),
    "host": (
        ("is hosted by", "hosts"),
        ("wird ausgerichtet von", "richtet aus"),
        ("wordt georganiseerd door", "organiseert"),
        ("est accueilli par", "accueille"),
    ),
    "initiated-by": (
        ("was initiated by", "initiated"),
        ("wurde angestoßen von", "stieß an"),
        ("is een initiatief van", "nam het initiatief tot"),
        ("est une initiative de", "est à l’initiative de"),
    ),
    "modelled-on": (
        ("is modelled on", "is a model for"),
        ("hat zum Vorbild", "ist Vorbild für"),
        ("volgt het voorbeeld van", "is een voorbeeld voor"),
        ("prend pour modèle", "sert de modèle à"),
    ),
    "occasion": (
        ("was made on the occasion of", "is the occasion of"),
        ("entstand anlässlich", "ist Anlass von"),
        ("kwam tot stand bij", "is de gelegenheid van"),
        ("a été fait à l’occasion de", "est l’occasion de"),
    ),
    "country": (
        ("lies in", "is the country of"),
        ("liegt in", "ist das Land von"),
        ("ligt in", "is het land van"),
        ("se trouve en", "est le pays de"),
    ),
    "place": (
        ("takes place or has its seat in", "is the place of"),
        ("findet statt oder sitzt in", "ist der Ort von"),
        ("vindt plaats of zetelt in", "is de plaats van"),
        ("a lieu ou siège à", "est le lieu de"),
    ),
    "references": (
        ("refers to", "is referred to by"),
        ("verweist auf", "wird genannt in"),
        ("verwijst naar", "wordt genoemd in"),
        ("se réfère à", "est cité par"),
    ),
    "has-member": (
        ("has as a member", "is a member of"),
        ("hat als Mitglied", "ist Mitglied von"),
        ("heeft als lid", "is lid van"),
        ("a pour membre", "est membre de"),
    ),
    "member-of": (
        ("is a member of", "has as a member"),
        ("ist Mitglied von", "hat als Mitglied"),
        ("is lid van", "heeft als lid"),
        ("est membre de", "a pour membre"),
    ),
    "post-in": (
        ("is a post in", "has the post"),
        ("ist ein Amt in", "hat das Amt"),
        ("is een ambt in", "heeft het ambt"),
        ("est une fonction dans", "a la fonction"),
    ),
    "holds": (
        ("holds the post", "is held by"),
        ("hat das Amt inne", "wird bekleidet von"),
        ("bekleedt het ambt", "wordt bekleed door"),
        ("exerce la fonction", "est exercée par"),
    ),
    "member": (
        ("has as a member", "is a member of"),
        ("hat als Mitglied", "ist Mitglied von"),
        ("heeft als lid", "is lid van"),
        ("a pour membre", "est membre de"),
    ),
    "member-to-be": (
        ("has as a member to be", "is a member to be of"),
        ("hat als künftiges Mitglied", "ist künftiges Mitglied von"),
        ("heeft als toekomstig lid", "is toekomstig lid van"),
        ("a pour futur membre", "est futur membre de"),
    ),
    "member-once": (
        ("had as a member", "was a member of"),
        ("hatte als Mitglied", "war Mitglied von"),
        ("had als lid", "was lid van"),
        ("a eu pour membre", "a été membre de"),
    ),
    "membership": (
        ("has a membership, its standing not stated, of", "has a membership, its standing not stated, in"),
        ("hat eine Mitgliedschaft ohne Angabe des Standes von", "hat ohne Angabe des Standes Anteil an"),
        ("heeft een lidmaatschap zonder vermelde status van", "heeft zonder vermelde status deel aan"),
        ("a une adhésion au statut non précisé de", "a une adhésion au statut non précisé à"),
    ),
    "involves": (
        ("involves", "is involved in"),
        ("hat als Beteiligte", "ist beteiligt an"),
        ("betrekt", "is betrokken bij"),
        ("implique", "est impliqué dans"),
    ),
    "touches": (
        ("touches", "is touched by"),
        ("berührt", "wird berührt von"),
        ("raakt", "wordt geraakt door"),
        ("touche", "est touché par"),
    ),
}
"""Relation, then its phrases by language in the order of `LANGUAGES`."""


def phrase(relation: str, language: str) -> Phrase:
    """The words of a relation in one of `LANGUAGES`. Raises KeyError or ValueError for unknown ones."""
    return Phrase(*_TABLE[relation][LANGUAGES.index(language)])


RELATION_NAMES = tuple(_TABLE)
"""Every relation that has words."""
