"""The words of generated documents, invented, in five languages: one phrase for each kind of fact."""

from __future__ import annotations

PHRASES = {
    "de": {
        "day": "Am {} ist dies mitgeteilt worden.",
        "agreement": "Die Regionen {} haben eine Vereinbarung geschlossen.",
        "signatures": "Unterzeichnet haben {}.",
        "commitment": "Gemeinsam wollen {} daran arbeiten, und zwar Schritt für Schritt.",
        "event": "Getroffen hat man sich in {} City, in größerer Runde.",
        "speech": "„Das ist ein Schritt nach vorn“, hieß es aus {}.",
        "alliance": "Ein Bündnis entsteht, angestoßen von {}.",
        "number": "Zum Bündnis gehören so viele Regionen: {}.",
        "members": "Neu im Bündnis sind {}.",
        "body": "Ein Rat wird eingerichtet; dafür sorgen {}.",
        "law": "Grundlage ist das Gesetz mit der Nummer {}.",
        "names": "Genannt werden {}.",
        "sequel": "Inzwischen ist eingetreten, was {} angekündigt hatte.",
        "view": "Der Nutzen für {} liegt auf der Hand.",
    },
    "en": {
        "day": "This was made known on {}.",
        "agreement": "An agreement has been made by the regions {}.",
        "signatures": "It was signed by {}.",
        "commitment": "Together {} mean to work on this, one step after the other.",
        "event": "People met in {} City, in a larger circle.",
        "speech": "“This is a step ahead”, was the word from {}.",
        "alliance": "An alliance is coming into being, begun by {}.",
        "number": "So many regions belong to the alliance: {}.",
        "members": "New in the alliance are {}.",
        "body": "A council is being set up, which is the care of {}.",
        "law": "It rests on the act with the number {}.",
        "names": "Those named are {}.",
        "sequel": "What {} had held out has since come about.",
        "view": "The use of it to {} is plain.",
    },
    "es": {
        "day": "Esto se dio a conocer el {}.",
        "agreement": "Han llegado a un acuerdo las regiones {}.",
        "signatures": "Lo firmaron {}.",
        "commitment": "Juntas, {} quieren trabajar en ello, paso a paso.",
        "event": "La reunión fue en {} City, ante más público.",
        "speech": "«Es un paso adelante», se oyó desde {}.",
        "alliance": "Nace una alianza a iniciativa de {}.",
        "number": "Son estas las regiones de la alianza: {}.",
        "members": "Entran en la alianza {}.",
        "body": "Se crea un consejo, a cargo de {}.",
        "law": "Se apoya en la ley número {}.",
        "names": "Se nombra a {}.",
        "sequel": "Ya se ha cumplido lo que anunció {}.",
        "view": "La utilidad para {} salta a la vista.",
    },
    "fr": {
        "day": "La nouvelle est du {}.",
        "agreement": "Un accord a été conclu par les régions {}.",
        "signatures": "L’ont signé {}.",
        "commitment": "Ensemble, {} veulent y travailler pas à pas.",
        "event": "On s’est réuni à {} City, en plus grand nombre.",
        "speech": "« C’est un pas en avant », a-t-on dit en {}.",
        "alliance": "Une alliance naît à l’initiative de {}.",
        "number": "L’alliance compte tant de régions : {}.",
        "members": "Rejoignent l’alliance {}.",
        "body": "Un conseil est créé par les soins de {}.",
        "law": "Le tout repose sur la loi numéro {}.",
        "names": "Sont nommées {}.",
        "sequel": "Ce que {} avait annoncé s’est réalisé depuis.",
        "view": "L’utilité pour {} saute aux yeux.",
    },
    "nl": {
        "day": "Dit werd bekend op {}.",
        "agreement": "Een overeenkomst is gesloten door de regio’s {}.",
        "signatures": "Ondertekend hebben {}.",
        "commitment": "Samen willen {} hieraan werken, stap voor stap.",
        "event": "Men kwam bijeen in {} City, in ruimere kring.",
        "speech": "“Dit is een stap vooruit”, klonk het uit {}.",
        "alliance": "Er komt een alliantie op initiatief van {}.",
        "number": "Zoveel regio’s horen bij de alliantie: {}.",
        "members": "Nieuw in de alliantie zijn {}.",
        "body": "Er komt een raad, waarvoor {} zorgen.",
        "law": "De grondslag is de wet met nummer {}.",
        "names": "Genoemd worden {}.",
        "sequel": "Wat {} had aangekondigd is er intussen.",
        "view": "Het nut voor {} ligt voor de hand.",
    },
}
"""By language and kind of fact; `{}` is what the fact is about."""

PAUSES = {
    "de": ("", "Der Saal war voll.", "Draußen regnete es, wie so oft.", "Dann wurde gefragt."),
    "en": ("", "The hall was full.", "Outside it rained, as it does.", "Then there were questions."),
    "es": ("", "La sala estaba llena.", "Afuera llovía, como tantas veces.", "Luego hubo preguntas."),
    "fr": ("", "La salle était pleine.", "Dehors il pleuvait, comme souvent.", "Puis vinrent les questions."),
    "nl": ("", "De zaal zat vol.", "Buiten regende het, zoals zo vaak.", "Daarna kwamen er vragen."),
}
"""What may stand between two passages and says nothing that is encoded."""


def phrase(language: str, kind: str, about: str) -> str:
    """The words of a fact of one kind, in one of the languages of `PHRASES`."""
    return PHRASES[language][kind].format(about)
