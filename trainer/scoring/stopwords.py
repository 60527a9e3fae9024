"""Words that say little, by language: data for the lexical scorer.

Two grades. *Function* words hold a sentence together and never count as the
matter of a point. *Common* words (spoken fillers, all-purpose verbs and nouns)
count, but less than words one has to mean. Forms are in lower case and without
apostrophes, as `trainer.scoring.text` leaves them; contractions are listed whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FUNCTION_EN = """
a an the this that these those there here
i me my mine myself we us our ours ourselves you your yours yourself he him his himself
she her hers herself it its itself they them their theirs themselves one ones
and or but nor so yet because if then than though although while as until unless
of in on at by for with without from to into onto up down out off over under about
after before between during through against around across along near upon
is am are was were be been being do does did done doing have has had having
will would shall should can could may might must ought
not no nor never dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt
wont wouldnt cant cannot couldnt shouldnt mustnt aint
im ive id ill youre youve youd youll hes shes its theyre theyve theyd theyll
were weve wed well thats theres whats whos lets heres
what which who whom whose when where why how
some any each every all both few more most other another such only own same too very
just also even still again ever already rather quite
um uh er erm mm hmm yeah yes okay ok oh ah
s t d ll re ve m
"""

_COMMON_EN = """
get gets got getting gotten go goes went gone going come comes came coming
make makes made making take takes took taken taking put puts putting give gives gave given
say says said saying tell tells told telling know knows knew known knowing
think thinks thought thinking see sees saw seen seeing look looks looked looking
want wants wanted need needs needed like likes liked let try tries tried trying
use uses used using keep keeps kept find finds found start starts started end ends ended
thing things stuff way ways lot lots bit kind sort people person somebody someone anyone
everybody everyone nobody something anything everything nothing
time times day days week weeks month months year years first second last next
good better best great big small little much many really actually basically literally
maybe perhaps probably usually always often sometimes now today back right away
work works worked working job team company case point part place whole sure
mean means meant feel feels felt happen happens happened ask asks asked asking
one two gonna wanna gotta whatever anyway
"""

_FUNCTION_DE = """
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner
dieser diese dieses diesen diesem jener jene jenes
ich mich mir mein meine meinen meinem meiner wir uns unser unsere unseren unserem
du dich dir dein deine ihr euch euer eure sie ihnen ihre ihren ihrem ihrer sein seine seinen
er ihn ihm es man sich selbst
und oder aber denn sondern doch weil wenn dann als obwohl während damit dass ob bis
von in im an am auf aus bei beim für mit ohne nach zu zum zur über unter um durch gegen
vor hinter zwischen neben seit
ist bin bist sind seid war waren warst wart gewesen wird werden wurde wurden worden
habe hast hat haben hatte hatten gehabt
kann können konnte konnten könnte muss müssen musste mussten soll sollen sollte sollten
will wollen wollte wollten darf dürfen durfte mag möchte würde würden
nicht nie niemals nein ja
was welche welcher welches wer wen wem wo wann warum wie
auch nur noch schon sehr so da hier dort mal eben halt also ganz immer wieder
äh ähm hm naja okay ok
"""

_COMMON_DE = """
machen macht machte gemacht gehen geht ging gegangen kommen kommt kam gekommen
sagen sagt sagte gesagt geben gibt gab gegeben nehmen nimmt nahm genommen
sehen sieht sah gesehen finden findet fand gefunden wissen weiß wusste denken dachte gedacht
lassen lässt ließ stellen gestellt fragen gefragt tun getan
ding dinge sache sachen leute mensch menschen jemand niemand etwas alles nichts
zeit tag tage woche wochen monat monate jahr jahre erst erste ersten zuerst letzte nächste
gut besser groß klein viel viele wenig mehr eigentlich vielleicht wirklich einfach
arbeit arbeiten gearbeitet team firma fall punkt teil eins zwei
"""

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(_FUNCTION_EN.split()),
    "de": frozenset(_FUNCTION_DE.split()),
}
"""Words that never count as the matter of a point, by ISO 639-1 code."""

COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(_COMMON_EN.split()),
    "de": frozenset(_COMMON_DE.split()),
}
"""Words that count, but little, by ISO 639-1 code."""
