"""Tasks as teams write them: two languages and some others, long and short, every field; the same ones each time.

The first hundred of a board of 100,000 are those of a board of 100, so that what is done to the cards at the top is the
same at each size.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from taskflow.models.task import Priority, Status

SEED = 20_261_126

ENGLISH = (
    ("Call", "Review", "Rewrite", "Measure", "Translate", "Order", "Archive", "Test", "Plan", "Repair", "Sign", "Send"),
    (
        "the quarterly report",
        "the printer on the second floor",
        "the onboarding guide",
        "the invoice",
        "the search page",
        "the spare keys",
        "the price list",
        "the backup of the mail server",
        "the newsletter",
        "the accessibility audit",
        "the floor plan",
        "the contract",
    ),
    ("for", "with", "before the visit of", "as agreed with", "on behalf of"),
)
FRENCH = (
    ("Appeler", "Relire", "Préparer", "Vérifier", "Traduire", "Commander", "Classer", "Tester", "Réparer", "Envoyer"),
    (
        "l’étude de marché",
        "le devis de l’imprimeur",
        "la maquette du site",
        "les œuvres de l’exposition",
        "le compte rendu",
        "la facture impayée",
        "le plan de déménagement",
        "la grille tarifaire",
        "les créneaux de réunion",
        "le dossier d’accessibilité",
    ),
    ("pour", "avec", "avant l’arrivée de", "à la demande de", "au nom de"),
)
CLIENTS = (
    *("Ateliers Dubœuf", "Northwind", "Mairie de Saint-Étienne", "Łódź Film School", "Café Müller", "Globex"),
    *("Librairie Noël", "Hôtel de l’Île", "Acme & Sons", "Ødegård AS", "Bäckerei Groß", "Contoso", "Théâtre du Rhône"),
    *("Initech", "La Poste", "São Paulo Metrô", "Umbrella", "Zürich Versicherung", "Fromagerie d’Auge"),
)
# Read from right to left, or without spaces between words.
ELSEWHERE = (
    *("مراجعة التقرير السنوي مع فريق التصميم", "לתאם פגישה עם הספק החדש", "第三四半期の報告書を確認する"),
    *("Проверить договор аренды", "Επικοινωνία με τον προμηθευτή", "दस्तावेज़ की समीक्षा करें"),
)
EMOJI = ("🚀", "🐛", "☎️", "📦", "👩‍💻", "🎉", "🇫🇷", "⚠️")
LONG = (
    ", and ask whether the delivery in the old building can wait until the lift works again",
    " – en pensant à joindre les pièces demandées la semaine dernière par le service comptable",
)
SENTENCES = (
    *("Ask the neighbours first, then call the garden centre.", "The numbers of last year are in the shared folder."),
    *("Nobody has answered since Tuesday.", "See https://example.org/wiki/handover for the details."),
    *("- [ ] write\n- [x] **read**\n- [ ] send", "À valider avec la comptabilité avant l’échéance."),
    *("Le devis précédent était trop élevé ; en demander un autre.", "Le fichier est « prêt », mais sans les images."),
    *("يجب إرسال النسخة النهائية قبل نهاية الأسبوع.", "Both keys are at the reception. 🔑"),
)
PEOPLE = (
    *("Alice Martin", "Bob", "Zoé Lefèvre", "Charlie Okafor", "Élodie Brûlé", "Jürgen Weiß", "Siân O’Connor", "李小龙"),
    *("محمد علي", "Nora Haddad", "Søren Kjær", "Ana María López", "Tomáš Dvořák", "Aïcha Diallo", "Ivan Petrov", "Kim"),
    *("Grace Hopper", "Noémie Lacroix", "Ulrich von Hohenstein", "Priya Raman", "Jean-Baptiste Poquelin", "Mia", "Luc"),
    *("Fatou N’Diaye", "Oskar Lindqvist", "Chloé Dupont", "Yael Cohen", "Pedro Gonçalves", "Hans"),
)
DAYS_AROUND_TODAY = 45
# So many different ones; the boards of more repeat them, each under a number of its own.
KINDS = 4000


@dataclass(frozen=True)
class Kind:
    """What a task says, but for its number, its place and when it was made."""

    title: str
    description: str | None
    status: Status
    priority: Priority
    assignee: str | None
    due_in_days: int | None


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the different tasks."""
    chance = random.Random(SEED)  # noqa: S311  (the same each time, no secret)
    return tuple(_kind(chance) for _ in range(KINDS))


def believable_board(count: int) -> list[Kind]:
    """Return `count` tasks, the uppermost of each column first."""
    chance = random.Random(SEED)  # noqa: S311  (as above)
    return [chance.choice(kinds()) for _ in range(count)]


def _kind(chance: random.Random) -> Kind:
    return Kind(
        title=_title(chance),
        description=_description(chance) if chance.random() < 0.6 else None,
        status=chance.choice(list(Status)),
        priority=chance.choices(list(Priority), [2, 5, 2])[0],
        assignee=chance.choice(PEOPLE) if chance.random() < 0.85 else None,
        due_in_days=chance.randint(-DAYS_AROUND_TODAY, DAYS_AROUND_TODAY) if chance.random() < 0.7 else None,
    )


def _title(chance: random.Random) -> str:
    if chance.random() < 0.04:
        return chance.choice(ELSEWHERE)
    doing, things, linking = chance.choice((ENGLISH, FRENCH))
    title = f"{chance.choice(doing)} {chance.choice(things)}"
    if chance.random() < 0.7:
        title += f" {chance.choice(linking)} {chance.choice(CLIENTS)}"
    if chance.random() < 0.1:
        title += chance.choice(LONG)
    return f"{chance.choice(EMOJI)} {title}" if chance.random() < 0.15 else title


def _description(chance: random.Random) -> str:
    return "\n\n".join(chance.sample(SENTENCES, chance.randint(1, 5)))
