"""Look into the wheel and the sdist: shipped banks and the page in, anything private out.

python .ci/check_dist.py DIST_FOLDER
"""

import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

SOUND = {".wav", ".flac", ".ogg", ".mp3", ".opus", ".m4a"}
PRIVATE = {".db", ".db-wal", ".db-shm", ".sqlite", ".sqlite3", ".toml"}
ALLOWED_SOUND = "trainer/demo/answer.flac"
ALLOWED_TOML = {"pyproject.toml"}
PAGE = {path.as_posix() for path in Path("trainer/review/page").iterdir()}


def names_in(archive: Path) -> set[str]:
    """The files in an archive, an sdist's without its first folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name for name in wheel.namelist() if not name.endswith("/")}
    with tarfile.open(archive) as sdist:
        members = [member.name for member in sdist.getmembers() if member.isfile()]
    return {name.partition("/")[2] for name in members}


def faults_in(archive: Path, banks_folder: str, shipped: set[str]) -> list[str]:
    """What is in the archive and must not be, or the other way round."""
    names = names_in(archive)
    faults = []
    for name in sorted(names):
        path = PurePosixPath(name)
        if path.suffix in SOUND and name != ALLOWED_SOUND:
            faults.append(f"a recording: {name}")
        if path.suffix in PRIVATE and name not in ALLOWED_TOML:
            faults.append(f"private data: {name}")
        if "mine" in path.parts or (path.parts[0] == "recordings" and path.name != ".gitkeep"):
            faults.append(f"the person's own: {name}")
    if ALLOWED_SOUND not in names:
        faults.append(f"no {ALLOWED_SOUND}")
    faults.extend(f"left out: {name}" for name in sorted(PAGE - names))
    inside = {PurePosixPath(n).name for n in names if n.startswith(f"{banks_folder}/")}
    faults.extend(f"bank left out: {bank}" for bank in sorted(shipped - inside))
    faults.extend(f"not a shipped bank: {bank}" for bank in sorted(inside - shipped))
    return [f"{archive.name}: {fault}" for fault in faults]


folder = Path(sys.argv[1])
shipped = {path.name for path in Path("question_banks").glob("*.yaml")}
wheels, sdists = list(folder.glob("*.whl")), list(folder.glob("*.tar.gz"))
if len(wheels) != 1 or len(sdists) != 1 or not shipped:
    sys.exit(f"expected one wheel, one sdist and shipped banks: {wheels} {sdists} {shipped}")
faults = faults_in(wheels[0], "trainer/question_banks", shipped)
faults += faults_in(sdists[0], "question_banks", shipped)
if faults:
    sys.exit("\n".join(faults))
print(f"{len(shipped)} banks and one sample answer in each; nothing private")
