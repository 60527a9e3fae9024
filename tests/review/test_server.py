"""The page's server, asked as any program could ask it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.review.served import Served, Shown, served
from tests.support.program import Program
from trainer.review.guard import POLICY
from trainer.review.page_files import PAGE_FILES


def test_the_page_and_its_files_come_with_a_strict_policy(server: Served) -> None:
    for name in ("", *PAGE_FILES):
        answer = server.ask(name)
        assert answer.status == 200
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers
    assert "'unsafe" not in POLICY
    assert server.ask("").headers["content-type"].startswith("text/html")


def test_every_file_of_the_page_is_served_and_no_other(server: Served) -> None:
    folder = Path("trainer/review/page")
    assert {file.name for file in folder.iterdir()} == set(PAGE_FILES)
    for path in ("server.py", "../server.py", "..%2fserver.py", "page/app.js", "%2e%2e/data.py"):
        assert server.ask(path).status == 404


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""],
)
def test_another_host_name_is_refused(server: Served, host: str) -> None:
    answer = server.ask("api/attempts", headers={"Host": host.format(port=server.port)})
    assert answer.status in {400, 403}
    assert b"attempts" not in answer.body


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}"])
def test_another_origin_is_refused(server: Served, method: str, origin: str) -> None:
    answer = server.ask(
        "api/attempts/1/notes",
        method,
        body={"text": "from elsewhere"},
        headers={"Origin": origin.format(port=server.port)},
    )
    assert answer.status == 403


def test_a_change_without_an_origin_and_a_request_from_another_site_are_refused(
    server: Served, shown: Shown
) -> None:
    path = f"api/attempts/{shown.first}/notes"
    assert server.ask(path, "POST", body={"text": "x"}, headers={"Origin": ""}).status == 403
    crossing = {"Sec-Fetch-Site": "cross-site"}
    assert server.ask("api/attempts", headers=crossing).status == 403
    assert server.ask("api/attempts", headers={"Sec-Fetch-Site": "same-origin"}).status == 200
    local = {"Host": f"localhost:{server.port}"}
    assert server.ask("api/attempts", headers=local).status == 200


@pytest.mark.parametrize("path", ["/", "/api/attempts", "/wrong/api/attempts", "/wrong/", "//"])
def test_without_the_token_nothing_is_there(server: Served, path: str) -> None:
    answer = server.ask(path, token=False)
    assert answer.status == 404
    assert answer.body == b"Not here.\n"
    assert answer.headers["content-security-policy"] == POLICY


def test_tokens_are_long_and_never_the_same(server: Served, shown: Shown) -> None:
    with served(shown.program) as other:
        assert other.path != server.path
        assert other.ask(f"{server.path}api/attempts", token=False).status == 404
    assert len(server.path) > 30


def test_sound_comes_in_ranges(server: Served, shown: Shown) -> None:
    path = f"api/attempts/{shown.second}/sound"
    whole = server.ask(path)
    assert whole.status == 200
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.body[:4] == b"RIFF"
    part = server.ask(path, headers={"Range": "bytes=1000-1999"})
    assert part.status == 206
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(whole.body)}"
    assert part.body == whole.body[1000:2000]
    tail = server.ask(path, headers={"Range": "bytes=-10"})
    assert (tail.status, tail.body) == (206, whole.body[-10:])
    assert server.ask(path, headers={"Range": "bytes=99999999-"}).status == 416


def test_the_outline_shows_where_it_is_loud(server: Served, shown: Shown) -> None:
    found = server.ask(f"api/attempts/{shown.second}/peaks?parts=100").data
    line = server.ask(f"api/attempts/{shown.second}").data["line"]
    assert found["duration_s"] == pytest.approx(line["duration_s"], abs=0.01)
    assert len(found["peaks"]) == 100
    # A second of silence, then a tone at a fifth of full scale.
    quiet = int(100 * 1.0 / found["duration_s"])
    assert set(found["peaks"][: quiet - 1]) == {0}
    assert all(48 <= peak <= 52 for peak in found["peaks"][quiet + 1 :])


def test_filters_narrow_the_list(server: Served, shown: Shown) -> None:
    def found(query: str) -> list[int]:
        return [one["id"] for one in server.ask(f"api/attempts?{query}").data["attempts"]]

    everything = [shown.place, shown.second, shown.first]
    assert found("") == everything
    assert found("question=shown/new-place") == [shown.place]
    assert found("bank=shown") == everything
    assert found("bank=sho") == []
    assert found("text=hospital") == [shown.second, shown.first]
    assert found("text=HOSPITAL+nobody") == [shown.first]
    assert found("text=start_s") == []
    assert found("text=100%25") == []
    assert found("off_guard=yes") == [shown.first]
    assert found("off_guard=no") == [shown.place, shown.second]
    # 18:30 in Berlin on the 2nd, 10th and 11th of March.
    assert found("since=2026-03-10&until=2026-03-10") == [shown.second]
    assert found("until=2026-03-02") == [shown.first]
    assert found("since=2026-03-12") == []
    page = server.ask("api/attempts?limit=2").data
    assert (page["more"], page["last_id"]) == (True, shown.second)
    assert found(f"limit=2&before={page['last_id']}") == [shown.first]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("api/attempts?since=tomorrow", 400),
        ("api/attempts?before=-1", 400),
        ("api/attempts?off_guard=maybe", 400),
        ("api/attempts/999", 404),
        ("api/attempts/99999999999999999999999", 404),
        ("api/attempts/999/sound", 404),
        ("api/question?id=no/such", 404),
        ("api/nothing", 404),
    ],
)
def test_what_is_wrong_is_told(server: Served, path: str, status: int) -> None:
    assert server.ask(path).status == status


NO_NOTES = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "lists in lists": b"[" * 60_000,
    "half a character": b"\xff\xfe{}",
    "a number": b'{"text": 3}',
    "a blank": b'{"text": " "}',
    "a word for a time": b'{"text": "x", "at_s": "now"}',
    "after the end": b'{"text": "x", "at_s": 999}',
    "true for a time": b'{"text": "x", "at_s": true}',
    "before the beginning": b'{"text": "x", "at_s": -1}',
    "too long": b'{"text": "' + b"x" * 5000 + b'"}',
    "far too long": b'{"text": "' + b"x" * 80_000 + b'"}',
}


@pytest.mark.parametrize("body", NO_NOTES.values(), ids=NO_NOTES)
def test_a_note_that_is_none_is_refused(server: Served, shown: Shown, body: bytes) -> None:
    answer = server.ask(f"api/attempts/{shown.first}/notes", "POST", body=body)
    assert answer.status == 400
    assert answer.data["error"]["message"]


def test_notes_are_written_changed_removed_and_brought_back(server: Served, shown: Shown) -> None:
    def notes() -> list[tuple[str, float | None]]:
        listed = shown.program.ok("notes", "list", str(shown.place), "--json").data["notes"]
        return [(note["text"], note["at_s"]) for note in listed]

    path = f"api/attempts/{shown.place}/notes"
    note = server.ask(path, "POST", body={"text": "say the name", "at_s": 1.5}).data
    assert notes() == [("say the name", 1.5)]
    own = f"api/notes/{note['id']}"
    server.ask(own, "PUT", body={"text": "say their name", "at_s": 1.5})
    assert notes() == [("say their name", 1.5)]
    assert server.ask(own, "DELETE").status == 200
    assert notes() == []
    assert server.ask(f"{own}/restore", "POST", body={}).status == 200
    assert notes() == [("say their name", 1.5)]
    # What was brought back is not brought back again: the change before it goes.
    shown.program.ok("undo")
    assert notes() == [("say the name", 1.5)]
    shown.program.ok("undo")
    assert notes() == []


def test_a_question_is_its_takes_side_by_side(server: Served, shown: Shown) -> None:
    found = server.ask("api/question?id=shown/lost-order").data
    assert [take["attempt_id"] for take in found["takes"]] == [shown.first, shown.second]
    assert [take["points"]["learned"] for take in found["takes"]] == ["missed", "covered"]
    assert found["gained"] == ["learned"]
    assert [point["id"] for point in found["points"]] == ["which", "learned"]


def test_interviews_that_are_coming_come_with_their_readiness(server: Served, shown: Shown) -> None:
    [found] = server.ask("api/targets").data["targets"]
    assert (found["company"], found["role"]) == ("Acme & <b>Söhne</b>", "Buyer")
    assert found["day"] == "2099-03-01"
    told = shown.program.ok("target", "show", "1", "--json").data["readiness"]
    readiness = found["readiness"]
    assert readiness["expected"] == pytest.approx(told["expected"], abs=1e-4)
    assert readiness["practised"] == told["practised"] == 1
    assert readiness["questions"] == told["questions"] == 2
    gains = [(one["question_id"], one["prompt"]) for one in readiness["gains"]]
    assert gains == [(one["question_id"], one["prompt"]) for one in told["most_gain"]]


def test_ctrl_c_closes_the_page_and_a_taken_port_is_told(shown: Shown) -> None:
    with served(shown.program) as running:
        taken = shown.program.run("review", "--no-browser", "--port", str(running.port))
        assert taken.code == 8
        assert f"port {running.port}" in taken.err
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 0
        assert running.process.stderr is not None
        assert running.process.stderr.read() == b""


def test_a_player_that_hangs_does_not_keep_it_from_ending(shown: Shown) -> None:
    file = Path(shown.program.ok("replay", str(shown.place), "--silent", "--json").data["file"])
    kept = file.read_bytes()
    # More than the system keeps for a reader that does not read.
    file.write_bytes(kept + bytes(20_000_000))
    try:
        with (
            served(shown.program) as running,
            socket.create_connection(("127.0.0.1", running.port)) as hanging,
        ):
            path = f"{running.path}api/attempts/{shown.place}/sound"
            asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n"
            hanging.sendall(asked.encode())
            assert hanging.recv(4) == b"HTTP"
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(timeout=60) == 0
            assert running.process.stderr is not None
            assert running.process.stderr.read() == b""
    finally:
        file.write_bytes(kept)


def test_an_empty_workspace_is_an_empty_page_and_stays_empty(program: Program) -> None:
    with served(program) as running:
        assert running.ask("api/attempts").data == {"attempts": [], "more": False, "last_id": None}
        assert running.ask("api/questions").data == {"questions": []}
        assert running.ask("api/progress").data["weeks"] == []
    assert not program.workspace.exists()


def test_over_ssh_it_says_how_to_get_there(shown: Shown) -> None:
    away = shown.program.with_variables(SSH_CONNECTION="192.0.2.7 50000 192.0.2.9 22", USER="mia")
    process = subprocess.Popen(
        [*away.command, "review"],
        env=dict(away.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or "ssh" not in lines[-1]:
        lines.append(process.stdout.readline())
        assert lines[-1]
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    port = lines[0].split(":")[2].split("/")[0]
    assert lines[-1].strip() == f"ssh -N -L {port}:127.0.0.1:{port} mia@192.0.2.9"
    assert "closed" in rest


def test_usage_is_told(program: Program) -> None:
    for arguments in (
        ["--attempts", "1"],
        ["--export", "x.html"],
        ["--export", "x.html", "--attempts", "1", "--question", "q"],
        ["--export", "x.html", "--attempts", "one"],
        ["--export", "x.html", "--attempts", "1", "--port", "8000"],
    ):
        result = program.run("review", *arguments, "--json")
        assert result.code == 2, arguments
        assert json.loads(result.err)["error"]["hint"]
