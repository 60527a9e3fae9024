"""German: begun. Filler sounds, the surest filler words and hedges; no structure yet."""

from __future__ import annotations

from typing import Final

from trainer.delivery.languages.language import Language, words
from trainer.delivery.patterns import rules

_ALWAYS: Final = rules("+ _")

GERMAN: Final = Language(
    code="de",
    sounds=words("äh ähm ähh öh öhm hm hmm mhm ehm em eh uh uhm"),
    fillers={
        "sozusagen": _ALWAYS,
        "quasi": _ALWAYS,
        "halt": rules("- zum|am|den|ein|einen|der|kein|ohne _\n- _ an|fest\n+ _"),
        "irgendwie": _ALWAYS,
        "im grunde": rules("- _ genommen\n+ _"),
        "weißt du": rules("- _ wie|was|wo|wann|ob|das|es\n+ _"),
        "na ja": _ALWAYS,
        "naja": _ALWAYS,
    },
    hedges={
        "ich glaube": rules("- _ an|ihm|ihr|ihnen\n+ _"),
        "ich denke": rules("- _ an|über|nach\n+ _"),
        "ich würde sagen": _ALWAYS,
        "ein bisschen": _ALWAYS,
        "vielleicht": _ALWAYS,
        "wahrscheinlich": _ALWAYS,
        "oder so": rules("- _ viel|lange|ähnlich\n+ _"),
        "keine ahnung": rules("- _ von|wie|was|warum\n+ _"),
    },
    clause_openers=words(
        "und aber oder denn weil wenn dann als obwohl während damit dass ob bis bevor nachdem "
        "also deshalb daher sodass der die das was wie wo warum"
    ),
    subjects=words("ich du er sie es wir ihr man das wer jemand"),
    unfinished=words(
        "der die das den dem des ein eine einen einem einer und aber oder weil wenn dass in "
        "im an am auf aus bei mit ohne nach zu zum zur über unter um durch für ich wir ist "
        "war hat"
    ),
    doubled=words("sehr ja nein nie so ganz die der das sie immer mehr weit"),
    small_words=words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen dieser "
        "diese dieses ich mich mir mein meine meinen meinem wir uns unser unsere du dich dir "
        "sie ihnen ihre er ihn ihm es man sich selbst und oder aber denn sondern doch weil "
        "wenn dann als obwohl während damit dass ob bis von vom in im an am auf aus bei beim "
        "für mit ohne nach zu zum zur über unter um durch gegen vor hinter zwischen neben "
        "seit ist bin bist sind war waren gewesen wird werden wurde wurden habe hast hat "
        "haben hatte hatten kann können konnte konnten muss müssen musste mussten soll sollen "
        "sollte will wollen wollte würde nicht nie nein ja was wer wo wann warum wie auch nur "
        "noch schon sehr so da hier dort mal eben halt also ganz immer wieder etwas alles "
        "nichts mehr viel viele gut"
    ),
    first_person=words("ich mich mir mein meine meinen meinem meiner"),
    first_person_plural=words("wir uns unser unsere unseren unserem unserer"),
    others=frozenset({"er"}),
    cut_off=words("der die das und aber weil dass mit von"),
    numbers=words(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig "
        "fünfzig sechzig siebzig achtzig neunzig hundert tausend million millionen prozent "
        "doppelt hälfte drittel viertel dutzend"
    ),
)
