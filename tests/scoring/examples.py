"""Two small questions with wordings, and answers to them, written for these tests."""

from __future__ import annotations

from trainer.bank.nouns import KeyPoint, Question, Weight

OUTAGE = Question(
    id="tests/outage",
    prompt="Tell me about an outage you were responsible for and how you handled it.",
    key_points=(
        KeyPoint(
            id="rolled-back",
            text="rolled back first",
            wordings=(
                "the first thing I did was roll back to the version before",
                "I reverted the release straight away and looked for the cause later",
                "we went back to the previous release before anything else",
                "I put the old build back in place within minutes",
                "before debugging I undid the deployment",
            ),
        ),
        KeyPoint(
            id="told-customers",
            text="customers told honestly",
            wordings=(
                "I wrote to the customers myself and told them what had broken",
                "we put a notice on the status page saying it was our fault",
                "I was open with our clients about what went wrong",
                "every customer got an honest email from us that afternoon",
                "we apologised to the people affected and explained the mistake",
            ),
        ),
        KeyPoint(
            id="alert-added",
            text="alert so it can't recur",
            weight=Weight.OKAY,
            wordings=(
                "afterwards I set up an alert on the queue length",
                "now an alarm goes off if the backlog starts growing",
                "we added monitoring so we would notice it next time",
                "I built a check that pages us before the disk fills",
                "since then there is a warning when the queue gets too long",
            ),
        ),
    ),
)

GOOD_ANSWER = (
    "So this was last spring, um, I shipped a change on a Friday and checkout just stopped. "
    "The first thing I did was I reverted the release straight away, so the old build was back "
    "in place within minutes, and only then I started to look for the cause. After lunch I "
    "wrote to the customers myself, an honest email, told them what had broken and that it was "
    "our fault. It was not a pleasant thing to write but they took it well in the end."
)

DELEGATION = Question(
    id="tests/delegation",
    prompt="Wie gehst du vor, wenn ein Projekt zu viel für dich allein wird?",
    language="de",
    key_points=(
        KeyPoint(
            id="hilfe",
            text="früh um Hilfe bitten",
            wordings=(
                "ich sage meiner Chefin sofort, dass ich Unterstützung brauche",
                "dann hole ich mir rechtzeitig Hilfe bei den Kollegen",
                "ich warte nicht, sondern melde mich früh, wenn es eng wird",
                "ich bitte die Kolleginnen gleich am Anfang um Unterstützung",
                "bevor es brennt, frage ich jemanden, ob er mithelfen kann",
            ),
        ),
        KeyPoint(
            id="prioritaeten",
            text="Prioritäten mit dem Kunden klären",
            wordings=(
                "ich rufe den Kunden an und frage, was wirklich bis Freitag fertig sein muss",
                "mit dem Auftraggeber lege ich die Reihenfolge der Aufgaben fest",
                "der Kunde entscheidet dann, welche Funktion warten kann",
                "wir einigen uns mit dem Kunden, was zuerst geliefert wird",
                "ich kläre mit ihm, was wichtig ist und was später kommen darf",
            ),
        ),
    ),
)

GERMAN_ANSWER = (
    "Also ich bin da eher direkt, ich warte nicht, ähm, ich melde mich früh und sage meiner "
    "Chefin, dass ich Unterstützung brauche, und dann hole ich mir Hilfe bei den Kollegen. "
    "Danach räume ich meinen Kalender auf und arbeite erst einmal in Ruhe weiter."
)
