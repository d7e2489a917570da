# SPDX-License-Identifier: Apache-2.0
"""What the kernel allows a fan-out: one thread writes the same WebSocket frame to every socket, again and again.

    python bare_writes.py PORT SOCKETS BYTES
"""

import base64
import hashlib
import re
import socket
import sys

port, count, size = map(int, sys.argv[1:])
listener = socket.create_server(("127.0.0.1", port), backlog=1024)


def text(payload):
    head = bytes([0x81, len(payload)]) if len(payload) < 126 else b"\x81\x7e" + len(payload).to_bytes(2, "big")
    return head + payload


def welcome(connection):
    """Answers the upgrade and the two handshakes as a Socket.IO server would."""
    head = connection.recv(4096).decode()
    key = re.search(r"(?i)sec-websocket-key: (\S+)", head)[1]
    accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
    connection.sendall(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode() + text(b'0{"sid":"x","pingInterval":60000}')
    )
    connection.recv(4096)
    connection.sendall(text(b'40{"sid":"y"}'))


sockets = []
while len(sockets) < count:
    connection = listener.accept()[0]
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    welcome(connection)
    sockets.append(connection)
frame = text(b'42["message:new",{"content":"' + b"x" * (size - 32) + b'"}]')
try:
    while True:
        for connection in sockets:
            connection.send(frame)
except OSError:
    pass
