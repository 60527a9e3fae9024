"""Write the parts of README.md that come from the code: python -m tests.support.make_readme."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.workspace.settings import SETTINGS

README = Path(__file__).parents[2] / "README.md"


def settings_table() -> str:
    """Every setting as a row."""
    rows = ["| setting | what it is for | default |", "|---|---|---|"]
    for setting in SETTINGS:
        default = str(setting.default).lower() if setting.default != "" else "empty"
        choices = f" ({', '.join(setting.choices)})" if setting.choices else ""
        rows.append(f"| `{setting.name}` | {setting.description}{choices} | {default} |")
    return "\n".join(rows)


def with_settings(readme: str) -> str:
    """The README with its table of settings as it is now."""
    block = f"<!-- settings -->\n{settings_table()}\n<!-- /settings -->"
    return re.sub(
        r"<!-- settings -->.*?<!-- /settings -->", lambda _: block, readme, flags=re.DOTALL
    )


if __name__ == "__main__":
    README.write_text(with_settings(README.read_text(encoding="utf-8")), encoding="utf-8")
