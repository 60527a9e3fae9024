"""English words of technical and situational answers: taking a stand, weighing, ending."""

from __future__ import annotations

from typing import Final

from trainer.delivery.languages.language import CaseWords
from trainer.delivery.patterns import rules
from trainer.delivery.said import by_first_word

_ANSWERING: Final = """
+ _ i'd|i'll|we'd|we'll|you'd
+ _ i|we|you would|will|use|choose|chose|prefer|start|begin|look|check|take|try|pick|go|always
+ _ the|my first|short|main|first|biggest|key
+ _ my answer|approach|choice|preference|rule|instinct
+ _ it depends on
+ _ first|yes|no
+ _ step one
+ _ start|begin with|by
+ _ is|are|means|stands a|an|the|when|that|for|what|what's|how|where|about|not|basically
+ _ because
+ _ it|that|this when|if|by|with
"""

_EVADING: Final = """
+ _ good|great|interesting|tough|hard|difficult|big|tricky question|one|subject|topic|area|thing|\
issue
+ _ let me think
+ _ i don't|do know
+ _ not sure
+ _ many|lots|number ways
+ _ really|very|so|super|always important
+ _ is important
+ _ a broad|big|wide|huge topic
+ _ where do|to start|begin
+ _ classic|topic|topical
+ _ happens all the time
+ _ we|everybody|everyone|people all|always know|have|had|love
+ _ i|we had that|a|it|this|these
+ _ we had|get|got a lot
+ _ a lot|bit of that|this
+ _ i like|love this|that question
"""

_WEIGHING: Final = """
+ _ trade off|offs
+ _ trade-off|trade-offs|tradeoff|tradeoffs|downside|downsides|drawback|drawbacks
+ _ disadvantage|disadvantages|versus|catch
+ _ the price|cost|risk|flip is|of|side
+ _ costs you|us|me|more|time|some
+ _ it|that|this costs|takes|means|needs more|longer|time|money
+ _ at the cost|expense of
+ _ on the other hand
+ _ pros and cons
+ _ give|gives|giving up
+ _ you|we|i lose|pay|trade
+ _ i'd|you'd|we'd lose|pay|trade
+ _ in exchange|return
+ _ balance between
+ _ isn't|not free
+ _ slower|faster|simpler|cheaper|safer but
+ _ less|fewer|slower|worse|harder|longer * than
+ _ less|fewer * * than|with
+ _ rather than
+ _ but then you|we|i|it
+ _ tension|tensions
+ _ weigh|weighing|sacrifice|compromise
+ _ better|worth * than
+ _ worth more|it
+ _ even if that|it|this costs|takes|means
+ _ assuming|suppose|supposing
+ _ assume|assumes
+ _ my assumption
+ _ let's say
+ _ if we|i assume
+ _ i'm|i leaving|leave|taking aside|out|it
+ _ it depends on|whether|how
+ _ provided|given that
+ _ as long as
+ _ unless
+ _ unlike
"""
"""A trade-off, or an assumption that is stated."""

_ENDINGS: Final = """
all in all
put simply
to put it
that way
long story short
in a nutshell
which is why
therefore
so for me
so all
so overall
overall
in short
in summary
to sum up
to summarise
to summarize
in conclusion
so in the end
so that's how
that's how
that's what
that's my
that's why
so that's
that would be
that'd be
so my answer
so my
so i'd
so i would
so yes
bottom line
at the end of the day
and only then
finally
in the end
most important
and that's
"""

CASE: Final = CaseWords(
    answering=rules(_ANSWERING),
    evading=rules(_EVADING),
    weighing=rules(_WEIGHING),
    endings=by_first_word(_ENDINGS),
    concluding=frozenset({"so", "overall", "therefore", "hence", "altogether"}),
)
