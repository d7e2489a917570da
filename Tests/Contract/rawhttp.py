# SPDX-License-Identifier: Apache-2.0
"""HTTP written byte by byte: what a well-behaved library refuses to send."""

import json
import socket
import time


class Answer:
    """One response as it came off the wire."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        assert 200 <= self.status < 300, f"{self.status}: {self.body[:300]}"
        return self.json["data"]

    def __repr__(self):
        return f"<{self.status} {self.body[:200]!r}>"


class Wire:
    """A TCP connection to the server, and a reader that makes sense of what comes back."""

    def __init__(self, host, port, seconds=15):
        self.socket = socket.create_connection((host, port), timeout=seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Writes everything; a server that has already hung up is not an error here."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def answer(self, method="GET"):
        """Reads one response; None when the server closed the connection without one."""
        head = self._until(b"\r\n\r\n")
        if head is None:
            return None
        lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        status = int(lines[0].split(" ")[1])
        if status == 100:
            return self.answer(method)
        if method == "HEAD" or status in (204, 304):
            return Answer(status, headers, b"")
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(self._until(b"\r\n").split(b";")[0], 16):
                body += self._exactly(size)
                self._exactly(2)
            self._exactly(2)
            return Answer(status, headers, body)
        return Answer(status, headers, self._exactly(int(headers.get("content-length", 0))))

    def answers(self, limit=5):
        """Reads responses until the server closes, is silent for a second, or `limit` came."""
        found = []
        self.socket.settimeout(1)
        while len(found) < limit:
            try:
                answer = self.answer()
            except TimeoutError:
                break
            if answer is None:
                break
            found.append(answer)
        return found

    def is_closed(self, within):
        """Whether the server closes the connection in time; what it sends meanwhile is dropped."""
        deadline = time.monotonic() + within
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if not self.socket.recv(65536):
                    return True
            except TimeoutError:
                return False
            except ConnectionError:
                return True
        return False

    def _until(self, mark):
        while mark not in self.buffer:
            if not self._more():
                return None
        head, self.buffer = self.buffer.split(mark, 1)
        return head

    def _exactly(self, count):
        while len(self.buffer) < count:
            if not self._more():
                raise EOFError("the response was cut short")
        piece, self.buffer = self.buffer[:count], self.buffer[count:]
        return piece

    def _more(self):
        try:
            piece = self.socket.recv(65536)
        except ConnectionError:
            return False
        self.buffer += piece
        return bool(piece)
