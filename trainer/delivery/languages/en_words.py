"""English words by their class: what the rules about fillers and structure ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer.delivery.patterns import WordTest


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECTS: Final = _set(
    "i you he she it we they that this there who somebody someone everybody everyone nobody "
    "i'm you're he's she's it's we're they're that's there's i've you've we've they've "
    "i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll"
)
PERSONS: Final = _set("i you he she we they")
OBJECTS: Final = _set("me you him her it us them that this these those one ones everything")
BE: Final = _set(
    "am is are was were be been being i'm you're he's she's it's we're they're that's there's "
    "what's isn't aren't wasn't weren't"
)
AUXILIARIES: Final = _set(
    "have has had having do does did can could will would shall should may might must "
    "haven't hasn't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't mustn't "
    "gonna cannot"
)
WOULD: Final = _set("would wouldn't i'd you'd he'd she'd it'd we'd they'd who'd might")
DETERMINERS: Final = _set(
    "a an the this that these those my your his her its our their some any no every each "
    "another either both all such"
)
PREPOSITIONS: Final = _set(
    "of in on at by for with without from to into onto over under about after before between "
    "during through against around across along near upon towards toward within per than as"
)
CONJUNCTIONS: Final = _set(
    "and but or so because then if when while until unless although though since whereas which "
    "cause cuz"
)
WH: Final = _set("how what why where when who whom whose which whether")
NUMBERS: Final = _set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion half third quarter dozen "
    "percent double twice triple zero"
)
ADVERBS: Final = _set(
    "just really very quite too even still already always never often also maybe perhaps pretty "
    "super totally so almost only ever again soon kinda sorta straight somewhat all way now "
    "then right back"
)
_NO_ADVERBS: Final = _set("family supply reply apply only early daily weekly monthly july fly ally")
PAST: Final = _set(
    "was were had did went came got made took gave said told saw knew thought found felt kept "
    "left brought bought built began broke chose drove ran wrote spoke sent spent lost won met "
    "led held heard put set cut let read paid sat stood fell grew threw drew hit became "
    "understood taught caught sold shut split dug stuck forgot rewrote redid undid overcame "
    "rebuilt reran withdrew woke wound swapped slept shot rang quit"
)
_NO_PAST: Final = _set("need speed feed seed bed red need indeed hundred shared exceed embed led")
_NO_ACT: Final = _set(
    "was were had knew thought felt became needed wanted used learned learnt liked loved hated "
    "realized realised worked noticed seemed happened ended turned improved increased dropped "
    "was got saw heard understood forgot"
)
ADJECTIVES: Final = _set(
    "good bad big small hard easy long short new old late early angry happy sad busy tired "
    "worried clear sure nice great slow fast quick close low high full ready strong weak "
    "bored boring proud scared nervous stressed stressful stressed upset lucky tricky messy "
    "crazy weird strange simple important different difficult helpful useful nice cool hot cold "
    "young wrong right okay ok fine huge tiny massive intense tough excited grateful confident "
    "stupid smart annoying frustrating frustrated expensive cheap successful tight quiet loud"
)
_ADJECTIVE_ENDS: Final = ("ful", "ous", "ive", "able", "ible", "ical", "less", "ish")
DEGREES: Final = _set(
    "really very pretty super so totally completely extremely absolutely quite insanely barely "
    "almost nearly maybe around roughly about probably"
)


def is_number(form: str) -> bool:
    """Digits, or a word for a number; ``one`` is too often a pronoun."""
    return form in NUMBERS or form[0].isdigit() or form.partition("-")[0] in NUMBERS


def is_past(form: str) -> bool:
    """A verb in the past: irregular ones by list, others by their ending."""
    return form in PAST or (form.endswith("ed") and len(form) > 4 and form not in _NO_PAST)


def is_acted(form: str) -> bool:
    """A verb in the past that somebody does, rather than is, has or feels."""
    return is_past(form) and form not in _NO_ACT


def is_adverb(form: str) -> bool:
    """By list, or by the ending -ly."""
    return form in ADVERBS or (form.endswith("ly") and len(form) > 4 and form not in _NO_ADVERBS)


def is_adjective(form: str) -> bool:
    """By list or ending; many are missed."""
    return form in ADJECTIVES or form.endswith(_ADJECTIVE_ENDS)


def is_ing(form: str) -> bool:
    """A verb or noun in -ing."""
    return (
        form.endswith("ing")
        and len(form) > 4
        and form
        not in {
            "thing",
            "during",
            "something",
            "anything",
            "nothing",
            "everything",
            "morning",
            "evening",
            "string",
            "bring",
            "spring",
        }
    )


def is_plural(form: str) -> bool:
    """A noun in the plural, by its ending; verbs in -s pass too."""
    return form == "people" or (
        len(form) > 3
        and form.endswith("s")
        and not form.endswith(("ss", "us", "is", "'s", "ous"))
        and form not in {"always", "was", "does", "has", "this", "perhaps", "sometimes", "yes"}
    )


CLASSES: Final[Mapping[str, WordTest]] = {
    "subject": SUBJECTS.__contains__,
    "person": PERSONS.__contains__,
    "object": OBJECTS.__contains__,
    "be": BE.__contains__,
    "aux": AUXILIARIES.__contains__,
    "would": WOULD.__contains__,
    "determiner": DETERMINERS.__contains__,
    "preposition": PREPOSITIONS.__contains__,
    "conjunction": CONJUNCTIONS.__contains__,
    "wh": WH.__contains__,
    "number": is_number,
    "past": is_past,
    "acted": is_acted,
    "adverb": is_adverb,
    "adjective": is_adjective,
    "ing": is_ing,
    "plural": is_plural,
    "degree": DEGREES.__contains__,
}
"""The classes that rules may name."""
