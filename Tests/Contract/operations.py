# SPDX-License-Identifier: Apache-2.0
"""Reads the OpenAPI document: every operation, and the smallest request that its schema allows."""

import re
import uuid
from dataclasses import dataclass

METHODS = ("get", "put", "post", "delete", "patch")


@dataclass
class Operation:
    """One method of one path."""

    method: str
    path: str
    is_open: bool
    body: dict | None
    parameters: list
    has_form: bool = False

    @property
    def name(self):
        return f"{self.method} {self.path}"

    @property
    def nouns(self):
        """Returns, for each parameter of the path, the plural noun it belongs to: `chats` in /chats/{id}."""
        found = []
        parts = self.path.strip("/").split("/")
        for index, part in enumerate(parts):
            if part.startswith("{"):
                named = re.match(r"\{(chat|user|message|session)Id\}", part)
                found.append(f"{named[1]}s" if named else parts[index - 1])
        return found

    def fill(self, ids):
        """Returns the path with its parameters filled in, unknown ones with an id nobody has."""
        path = self.path
        for parameter, noun in zip(re.findall(r"\{(\w+)\}", path), self.nouns):
            words = [p["schema"].get("enum") for p in self.parameters if (p["in"], p["name"]) == ("path", parameter)]
            if words and words[0]:
                path = path.replace("{%s}" % parameter, words[0][0])
                continue
            path = re.sub(r"\{\w+\}", ids.get(noun) or str(uuid.uuid4()), path, count=1)
        query = [
            f"{p['name']}={ids.get(noun_of(p['name'])) or 'x'}"
            for p in self.parameters
            if p["in"] == "query" and p.get("required")
        ]
        return path + ("?" + "&".join(query) if query else "")


# One white pixel.
PIXEL = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")


def form(edge="contract-edge"):
    """Returns the header and the body of a form with a picture in it."""
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="pixel.gif"\r\n\r\n'
    return [f"Content-Type: multipart/form-data; boundary={edge}"], head.encode() + PIXEL + f"\r\n--{edge}--\r\n".encode()


def noun_of(field):
    """Returns the noun an id field names: `chats` for chatId, `users` for memberIds."""
    found = re.fullmatch(r"(chat|user|member|message|session|replyTo)Ids?", field)
    if not found:
        return None
    return {"member": "users", "replyTo": "messages"}.get(found[1], found[1] + "s")


def operations(document):
    """Yields every operation of the document."""
    server = (document.get("servers") or [{"url": ""}])[0]["url"].rstrip("/")
    prefix = server if server.startswith("/") else ""
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method not in methods:
                continue
            spec = methods[method]
            content = resolve(document, spec.get("requestBody", {})).get("content", {})
            body = content.get("application/json", {}).get("schema")
            parameters = [
                resolve(document, p) for p in methods.get("parameters", []) + spec.get("parameters", [])
            ]
            is_open = spec.get("security", document.get("security", [{}])) in ([], [{}])
            has_form = "multipart/form-data" in content
            for parameter in parameters:
                parameter["schema"] = resolve(document, parameter.get("schema", {}))
            yield Operation(method.upper(), prefix + path, is_open, body, parameters, has_form)


def resolve(document, schema):
    """Follows a $ref."""
    while "$ref" in schema:
        found = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def example(document, schema, ids, field=""):
    """Returns a small value that the schema allows, with the given ids where a field's name asks for one."""
    schema = resolve(document, schema)
    for choice in ("oneOf", "anyOf", "allOf"):
        if choice in schema:
            return example(document, schema[choice][0], ids, field)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        wanted = schema.get("required", [])
        return {n: example(document, s, ids, n) for n, s in schema.get("properties", {}).items() if n in wanted}
    if kind == "array":
        if schema.get("maxItems") == 0:
            return []
        return [example(document, schema["items"], ids, field)]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if schema.get("format") == "uuid":
        return ids.get(noun_of(field) or "") or str(uuid.uuid4())
    if "pattern" in schema and schema.get("examples"):
        return schema["examples"][0]
    text = "a text that fits"
    return (text * 20)[: max(schema.get("minLength", 0), min(len(text), schema.get("maxLength", 99)))]
