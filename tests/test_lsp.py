"""taipan lsp, asked by a client of our own over its standard input and output."""

import json
import os
import queue
import subprocess
import threading
import time

import pytest

from programs import ROOT, program

WAIT = 60  # seconds for an answer: against hanging only


class Client:
    """The editor's side: frames messages, keeps answers by id and notes as they come."""

    def __init__(self, *words, target="unix", start=True):
        self.process = subprocess.Popen([program("taipan"), "lsp", *words], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.inbox, self.answers, self.notes, self.count = queue.Queue(), {}, [], 0
        threading.Thread(target=self._read, daemon=True).start()
        if start:
            self.capabilities = self.ask("initialize", {"capabilities": {}, "initializationOptions":
                                                        {"target": target}})["result"]["capabilities"]
            self.tell("initialized", {})

    def _read(self):
        out = self.process.stdout
        while True:
            length = 0
            while True:
                line = out.readline()
                if not line:
                    return self.inbox.put(None)
                if line == b"\r\n":
                    break
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            self.inbox.put(json.loads(out.read(length)))

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def begin(self, method, params=None):
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params or {}})
        return self.count

    def receive(self):
        message = self.inbox.get(timeout=WAIT)
        assert message is not None, "the server is gone: " + self.process.stderr.read().decode()
        if "method" in message:
            self.notes.append(message)
        else:
            self.answers[message["id"]] = message
        return message

    def answer(self, id):
        while id not in self.answers:
            self.receive()
        return self.answers.pop(id)

    def ask(self, method, params=None):
        return self.answer(self.begin(method, params))

    def diagnostics(self):
        """Of the next publication."""
        while not self.notes:
            self.receive()
        note = self.notes.pop(0)
        assert note["method"] == "textDocument/publishDiagnostics"
        return note["params"]

    def open(self, uri, text, version=1):
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "python", "version": version,
                                                            "text": text}})
        return self.diagnostics()

    def change(self, uri, version, *changes):
        self.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                             "contentChanges": list(changes)})

    def close(self):
        """Says shutdown and exit; the exit status."""
        assert self.ask("shutdown")["result"] is None
        self.tell("exit", {})
        return self.process.wait(timeout=WAIT)


@pytest.fixture
def client():
    client = Client()
    yield client
    client.process.kill()
    client.process.wait()


URI = "file:///nowhere/a%20b.py"
FILE = {"uri": URI}


def span(line, begin, end, last=None):
    return {"start": {"line": line, "character": begin}, "end": {"line": line if last is None else last,
                                                                 "character": end}}


def found(published):
    return [(d["range"]["start"]["line"], d["range"]["start"]["character"], d["range"]["end"]["character"], d["code"])
            for d in published["diagnostics"]]


def test_what_it_can_and_how_it_ends(client):
    assert client.capabilities["textDocumentSync"]["change"] == 2
    assert client.capabilities["positionEncoding"] == "utf-16"
    assert client.ask("initialize")["error"]["code"] == -32600
    assert client.close() == 0


def test_diagnostics_follow_the_text(client):
    published = client.open(URI, "import enum\nx = 1\n")
    assert (published["uri"], published["version"]) == (URI, 1)
    assert found(published) == [(0, 7, 11, "MP3001")]
    assert published["diagnostics"][0]["severity"] == 1 and published["diagnostics"][0]["source"] == "taipan"
    client.change(URI, 2, {"range": span(0, 7, 11), "text": "json"})
    published = client.diagnostics()
    assert (published["version"], found(published)) == (2, [])
    client.change(URI, 3, {"text": "x = [*a]\n"})
    assert found(client.diagnostics()) == [(0, 5, 7, "MP1008")]
    client.tell("textDocument/didClose", {"textDocument": FILE})
    assert client.diagnostics()["diagnostics"] == []


def test_positions_are_utf_16(client):
    # The clef takes two code units, a surrogate pair; the umlaut one.
    assert found(client.open(URI, "x = '\U0001d11eä'; print(R'y')\n")) == [(0, 17, 18, "MP1014")]
    client.change(URI, 2, {"range": span(0, 17, 18), "text": "r"})
    assert found(client.diagnostics()) == []
    client.change(URI, 3, {"range": span(0, 5, 7), "text": ""}, {"range": span(0, 15, 16), "text": "R"})
    assert found(client.diagnostics()) == [(0, 15, 16, "MP1014")]


def test_lines_are_joined_split_and_grown(client):
    client.open(URI, "a = 1\r\nb = 2\r\nimport enum\r\n")
    text = "a = 1\r\nb = 2\r\nimport enum\r\n"
    for version, (change, after) in enumerate([
            ({"range": span(0, 5, 0, last=1), "text": "; "}, "a = 1; b = 2\r\nimport enum\r\n"),
            ({"range": span(1, 0, 0), "text": "c = 3\n\n"}, "a = 1; b = 2\r\nc = 3\n\nimport enum\r\n"),
            ({"range": span(3, 99, 0, last=99), "text": " as e\n"}, "a = 1; b = 2\r\nc = 3\n\nimport enum as e\n"),
            ({"range": span(99, 0, 0), "text": "import csv"}, None)], 2):
        client.change(URI, version, change)
        published = client.diagnostics()
        if after:
            line = after.split("\n").index(next(l for l in after.split("\n") if "enum" in l))
            assert found(published) == [(line, 7, 11, "MP3001")]
    assert found(published) == [(3, 7, 11, "MP3001"), (4, 7, 10, "MP3001")]


def test_random_edits_leave_the_text_that_the_editor_has(client):
    import random
    source = random.Random(3)
    pieces = ["import enum\n", "ä", "\U0001d11e", "\n", "x = 1\n", "  ", "# é\r\n"]
    text = "import enum\n"
    client.open(URI, text)
    for version in range(2, 80):
        lines = text.split("\n")
        def place():
            line = source.randrange(len(lines))
            units = len(lines[line].rstrip("\r").encode("utf-16-le")) // 2
            column = source.randint(0, units)
            # Not inside a pair.
            head = lines[line].encode("utf-16-le")[:2 * column].decode("utf-16-le", "ignore")
            return line, len(head.encode("utf-16-le")) // 2, sum(len(l) + 1 for l in lines[:line]) + len(head)
        begin, end = sorted([place(), place()], key=lambda p: p[2])
        piece = source.choice(pieces)
        text = text[:begin[2]] + piece + text[end[2]:]
        client.change(URI, version, {"range": span(begin[0], begin[1], end[1], last=end[0]), "text": piece})
        incremental = client.diagnostics()
        other = f"file:///nowhere/{version}.py"
        assert found(client.open(other, text)) == found(incremental), repr(text)
        client.tell("textDocument/didClose", {"textDocument": {"uri": other}})
        client.diagnostics()


def test_hover_tells_the_history(client):
    client.open(URI, "import machine\nimport time as t\nmachine.USBDevice\nt.ticks_ms()\n'a'.splitlines()\nx = 1\n")
    hover = lambda line, character: client.ask("textDocument/hover", {
        "textDocument": FILE, "position": {"line": line, "character": character}})["result"]
    usb = hover(2, 10)
    assert "**machine.USBDevice**" in usb["contents"]["value"] and "- 1.23 to 1.29: " in usb["contents"]["value"]
    assert "unix does not have it" in usb["contents"]["value"]
    assert usb["range"] == span(2, 8, 17)
    assert "**time.ticks_ms**" in hover(3, 3)["contents"]["value"]
    assert "**str.splitlines**" in hover(4, 6)["contents"]["value"]
    assert "unix has it, in 1.12 to 1.29" in hover(0, 9)["contents"]["value"]
    assert hover(5, 0) is None and hover(50, 0) is None


def test_completion_is_what_the_target_has(client):
    client.open(URI, "import time, machine\ntime.\nx = 'a'\nx.\nfrom time import \nimport \nmachine.\ny = 1.\n")
    complete = lambda line, character: {i["label"] for i in client.ask("textDocument/completion", {
        "textDocument": FILE, "position": {"line": line, "character": character}})["result"]}
    assert {"sleep_ms", "ticks_diff"} <= complete(1, 5) and "monotonic" not in complete(1, 5)
    assert {"format", "strip"} <= complete(3, 2) and "zfill" not in complete(3, 2)
    assert "ticks_us" in complete(4, 17)
    assert {"json", "time"} <= complete(5, 7) and "esp32" not in complete(5, 7)
    assert "mem8" in complete(6, 8) and "Timer" not in complete(6, 8)


def test_fixes_are_actions(client):
    client.open(URI, "print(R'x')\nimport enum\n")
    act = lambda range: client.ask("textDocument/codeAction", {
        "textDocument": FILE, "range": range, "context": {"diagnostics": []}})["result"]
    fix, silence = act(span(0, 6, 6))
    assert fix["edit"]["changes"] == {URI: [{"range": span(0, 6, 7), "newText": "r"}]}
    assert silence["edit"]["changes"] == {URI: [{"range": span(0, 11, 11), "newText": "  # mp: ignore[MP1014]"}]}
    assert [a["title"] for a in act(span(1, 0, 11))] == ["Silence MP3001 on this line"]
    assert act(span(2, 0, 0)) == []


def test_configuration_and_target(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.taipan.lint]\ntarget = 'rp2'\nignore = ['MP3201']\n")
    (tmp_path / "mine.py").write_text("")
    client = Client(target="")
    uri = (tmp_path / "a.py").as_uri()
    assert found(client.open(uri, "import rp2, utime, mine\n")) == []
    (tmp_path / "pyproject.toml").write_text("[tool.taipan.lint]\ntarget = 'esp32'\n")
    client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert [f[3] for f in found(client.diagnostics())] == ["MP3001", "MP3201"]
    client.tell("workspace/didChangeConfiguration", {"settings": {"taipan": {"target": "rp2"}}})
    assert [f[3] for f in found(client.diagnostics())] == ["MP3201"]
    assert client.close() == 0


@pytest.mark.parametrize("message, code", [
    (b"{", -32700), (b"", -32700), (b"\xff\xfe", -32700), (b"[]", -32600), (b"3", -32600), (b"{}", -32600),
    (b'{"id": 1, "method": 3}', -32600), (b'{"id": 1, "method": "no/such"}', -32601),
    (b'{"id": 1, "method": "textDocument/hover", "params": 3}', -32602),
    (b'{"id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "x"}}}', -32602),
    (b'{"id": 1, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "file:///o.py"},'
     b' "range": {"start": {"line": -1, "character": 0}}}}', -32602)])
def test_what_is_not_the_protocol_is_answered(client, message, code):
    client.open("file:///o.py", "x = 1\n")
    client.raw(b"Content-Length: %d\r\n\r\n" % len(message) + message)
    assert client.receive()["error"]["code"] == code
    assert found(client.open(URI, "import enum\n")) == [(0, 7, 11, "MP3001")]


def test_notes_that_make_no_sense_are_passed_over(client):
    for params in (None, 3, [], {"textDocument": 1}, {"textDocument": {"uri": URI}, "contentChanges": 3},
                   {"textDocument": {"uri": URI}, "contentChanges": [{"range": 1, "text": ""}]}):
        for method in ("didOpen", "didChange", "didClose"):
            client.tell(f"textDocument/{method}", params)
    client.tell("$/unknown", {})
    assert found(client.open(URI, "import enum\n")) == [(0, 7, 11, "MP3001")]
    assert client.close() == 0


def test_frames_in_pieces_and_headers_that_are_none(client):
    body = json.dumps({"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover"}).encode()
    for byte in b"content-length:  %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n" % len(body) + body:
        client.raw(bytes([byte]))
    assert client.answer("x")["error"]["code"] == -32602
    client.raw(b"Content-Length: many\r\n\r\n")
    assert client.receive()["error"]["code"] == -32700
    client.raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.receive()["error"]["code"] == -32700
    client.raw(b"Content-Length: 99999999999\r\n\r\n")
    assert client.process.wait(timeout=WAIT) == 1


def test_before_and_after():
    client = Client(start=False)
    client.tell("textDocument/didOpen", {"textDocument": {"uri": URI, "text": "import enum\n"}})
    assert client.ask("textDocument/hover")["error"]["code"] == -32002
    client.ask("initialize")
    assert client.ask("shutdown")["result"] is None
    assert client.ask("textDocument/hover")["error"]["code"] == -32600
    client.tell("exit", {})
    assert client.process.wait(timeout=WAIT) == 0
    for end in (lambda c: c.tell("exit", {}), lambda c: c.process.stdin.close()):
        client = Client()
        end(client)
        assert client.process.wait(timeout=WAIT) == 1


def test_requests_that_are_cancelled(client):
    client.open(URI, "import time\ntime.\n" * 2000)
    ask = {"textDocument": FILE, "position": {"line": 1, "character": 5}}
    # The first keeps the server busy while the others, and their cancellations, arrive in one piece.
    body = b""
    for id in range(100, 140):
        text = json.dumps({"jsonrpc": "2.0", "id": id, "method": "textDocument/completion", "params": ask}).encode()
        body += b"Content-Length: %d\r\n\r\n" % len(text) + text
    for id in range(101, 141):
        text = json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}}).encode()
        body += b"Content-Length: %d\r\n\r\n" % len(text) + text
    client.raw(body)
    answers = [client.answer(id) for id in range(100, 140)]
    assert all("result" in a or a["error"]["code"] == -32800 for a in answers)
    assert answers[-1].get("error", {}).get("code") == -32800
    assert client.close() == 0


def test_a_burst_of_changes_is_linted_once_or_a_few_times(client):
    client.open(URI, "import enum\n")
    body = b""
    for version in range(2, 202):
        text = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": URI, "version": version},
            "contentChanges": [{"range": span(0, 0, 0), "text": "\n"}]}}).encode()
        body += b"Content-Length: %d\r\n\r\n" % len(text) + text
    client.raw(body)
    last = client.diagnostics()
    while last["version"] < 201:
        last = client.diagnostics()
    assert found(last) == [(200, 7, 11, "MP3001")]


def test_a_question_between_text_and_diagnostics_swallows_none(client):
    """Editors ask for quick fixes as soon as a file is open or changed."""
    body = b""
    for note in ({"method": "textDocument/didOpen", "params": {"textDocument": {
                     "uri": URI, "languageId": "python", "version": 1, "text": "import enum\n"}}},
                 {"id": 900, "method": "textDocument/codeAction", "params": {
                     "textDocument": FILE, "range": span(0, 0, 0), "context": {"diagnostics": []}}}):
        text = json.dumps({"jsonrpc": "2.0", **note}).encode()
        body += b"Content-Length: %d\r\n\r\n" % len(text) + text
    client.raw(body)
    assert found(client.diagnostics()) == [(0, 7, 11, "MP3001")]
    client.answer(900)


EDITOR = ROOT / "tests/editor"


@pytest.mark.skipif(not (EDITOR / "node_modules").exists(), reason="needs npm ci in tests/editor: ./dev setup")
def test_in_the_editor_of_vs_code():
    """Its editor component, without a window, with its client: what a user sees after typing and asking."""
    run = subprocess.run(["node", EDITOR / "editor.js", program("taipan"), "lsp"], capture_output=True, text=True,
                         timeout=5 * WAIT)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    assert [row[:4] for row in seen["markers"]] == [
        [1, 8, 12, "MP3001"], [3, 11, 16, "MP3102"], [5, 6, 12, "MP3101"], [6, 8, 11, "MP3201"]]
    assert seen["markers"][0][4] == "MicroPython has no module 'enum'"
    assert seen["squiggles"] == 3
    assert "ticks_ms" in seen["hover"]
    assert set(seen["suggestions"]) == {"sleep_ms", "sleep_us"}
    assert seen["typed"] == [[1, "MP3001"], [3, "MP3102"], [6, "MP3201"]]
    assert "time.sleep_ms(3)\n" in seen["text"]


def test_a_target_that_is_none():
    run = subprocess.run([program("taipan"), "lsp", "--target", "esp33"], input=b"", capture_output=True)
    assert run.returncode == 2 and b"unknown target 'esp33'" in run.stderr


def keystroke(lines=2000, count=200):
    """Seconds from a keystroke to its diagnostics, of each of `count`."""
    client = Client(target="esp32")
    text = ("def f(pin, value):\n    x = machine.Pin(pin)\n    x.value(value)\n    return [x, f'{value}']\n\n" *
            (lines // 5))
    client.open(URI, "import machine\n" + text)
    times = []
    for version in range(2, 2 + count):
        begin = time.perf_counter()
        client.change(URI, version, {"range": span(3 + 5 * (version % 300), 8, 8), "text": "a"})
        client.diagnostics()
        times.append(time.perf_counter() - begin)
    client.close()
    return sorted(times)


if __name__ == "__main__":
    measured = keystroke()
    print(f"median {measured[len(measured) // 2] * 1000:.1f} ms, 99 % {measured[-2] * 1000:.1f} ms")
