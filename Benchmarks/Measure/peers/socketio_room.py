# SPDX-License-Identifier: Apache-2.0
"""python-socketio on uvicorn, doing what the fan-out measurements need and nothing else: no storage, no check of the token.

    python socketio_room.py PORT
"""

import sys

import socketio
import uvicorn

sio = socketio.AsyncServer(async_mode="asgi", ping_interval=60)


@sio.event
async def connect(sid, environ, auth):
    await sio.enter_room(sid, "room")


@sio.on("message:send")
async def send(sid, message):
    await sio.emit("message:new", message, room="room")
    return {"success": True}


uvicorn.run(socketio.ASGIApp(sio), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", ws="auto")
