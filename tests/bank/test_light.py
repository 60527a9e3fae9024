from __future__ import annotations

import subprocess
import sys


def test_the_package_loads_no_library() -> None:
    code = (
        "import sys, trainer.bank, trainer.bank.load, trainer.bank.edit\n"
        "print(*sorted({'yaml', 'ruamel', 'difflib', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
