"""English: complete."""

from __future__ import annotations

from typing import Final

from trainer.delivery.languages.en_case import CASE
from trainer.delivery.languages.en_fillers import FILLERS, SOUNDS
from trainer.delivery.languages.en_hedges import HEDGES
from trainer.delivery.languages.en_story import STORY
from trainer.delivery.languages.en_words import (
    AUXILIARIES,
    BE,
    CLASSES,
    CONJUNCTIONS,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    SUBJECTS,
    WH,
)
from trainer.delivery.languages.language import Language, words
from trainer.delivery.said import by_first_word

_SMALL: Final = """
me my mine myself him his himself her hers herself its itself us our ours ourselves your yours
yourself them their theirs themselves not nor one ones very just also even still again ever
already rather quite too really actually basically like well okay ok yeah yes right oh ah
no never now here up down out off over back away together much many more most other own only same
first second last next lot lots bit kind sort thing things something anything everything nothing
get got getting gotten go goes went gone going come came coming make made making take took taken
say said says saying tell told know knew known think thought see saw seen look looked want wanted
need needed let put use used using keep kept find found start started do doing done good way time
people person guess mean maybe probably gonna wanna gotta let's
"""

_CORRECTIONS: Final = """
i mean no
no wait
wait no
sorry i mean
or rather
let me rephrase
let me start over
let me start again
let me say that again
what i meant
scratch that
let me back up
"""

ENGLISH: Final = Language(
    code="en",
    sounds=SOUNDS,
    fillers=FILLERS,
    hedges=HEDGES,
    clause_openers=CONJUNCTIONS | WH | frozenset({"then", "first", "next", "finally", "after"}),
    joining=frozenset({"and", "but", "so", "then"}),
    hanging=words("because which who that how what where why if whether"),
    subjects=SUBJECTS,
    unfinished=DETERMINERS
    | PREPOSITIONS
    | frozenset({"and", "but", "or", "because", "if", "i", "we", "he", "she", "they", "very"})
    | (AUXILIARIES | BE) - frozenset({"do", "did", "have", "be", "been", "there's", "that's"}),
    doubled=words(
        "very really had that so no yes yeah okay ok ha bye many much far long more again is you "
        "right now well never blah do"
    )
    | NUMBERS,
    corrections=by_first_word(_CORRECTIONS),
    small_words=words(_SMALL)
    | SUBJECTS
    | BE
    | AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | WH,
    first_person=words("i i'm i've i'd i'll me my mine myself"),
    first_person_plural=words("we we're we've we'd we'll us our ours ourselves"),
    others=frozenset({"he", "she", "they"}),
    cut_off=words("was were is are had the a to and but because with of"),
    numbers=NUMBERS,
    classes=CLASSES,
    story=STORY,
    case=CASE,
)
