"""Fail when a test was skipped, or when hardly any ran: python .ci/no_skips.py TESTS.xml."""

import sys
import xml.etree.ElementTree as ElementTree

FEWEST_TESTS = 100

root = ElementTree.parse(sys.argv[1]).getroot()
cases = list(root.iter("testcase"))
skipped = [case for case in cases if case.find("skipped") is not None]
for case in skipped:
    print(f"skipped: {case.get('classname')}.{case.get('name')}")
if skipped or len(cases) < FEWEST_TESTS:
    sys.exit(f"{len(cases)} tests, {len(skipped)} skipped: all of them have to run")
print(f"{len(cases)} tests, none skipped")
