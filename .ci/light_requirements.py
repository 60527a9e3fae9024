"""Print the project's dependencies without the recogniser."""

import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
print("\n".join(line for line in project["dependencies"] if "whisper" not in line))
