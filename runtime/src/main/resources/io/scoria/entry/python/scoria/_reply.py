"""What run() returns, as it goes to the client."""
import json

JSON = "application/json"
BYTES = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"  # Flask's, for a text that says nothing of itself


class AMLResponse:
    """A reply with its status and headers."""

    def __init__(self, message, status_code=200, response_headers=None, json_str=False,
                 run_function_failed=False, *, status=None, headers=None):
        self.status_code = int(status_code if status is None else status)
        self.mimetype = JSON if json_str or message is None else HTML
        if message is None:
            message, json_str = {}, True
        self.data = _encoded(json.dumps(message) if json_str else message)
        self.headers = {}
        for name, value in (response_headers or headers or {}).items():
            self.headers[name] = str(value)
        if run_function_failed:
            self.headers["x-ms-run-function-failed"] = "True"

    @property
    def status(self):
        return str(self.status_code)

    def get_data(self, as_text=False):
        return self.data.decode("utf-8") if as_text else self.data

    def pairs(self):
        """Each header; one whose value is a list comes once for each, as in the original."""
        for name, value in self.headers.items():
            if name.lower() == "content-type":
                yield name, value
            else:
                for one in value.split(","):
                    yield name, one.strip()


class Whole:
    """A reply with its body."""

    def __init__(self, status, content_type, headers, body):
        self.status = status
        self.head = head_block(status, content_type, headers)
        self.body = body


class Streamed:
    """A reply whose body comes piece by piece; first is the first piece, empty for none."""

    def __init__(self, status, content_type, headers, pieces, owner):
        self.pieces = iter(pieces)
        self._owner = owner
        self.first = next_piece(self.pieces)
        if content_type is None:
            content_type = TEXT if isinstance(self.first, str) else BYTES
        self.status = status
        self.head = head_block(status, content_type, headers)

    def close(self):
        close = getattr(self._owner, "close", None)
        if close is not None:
            close()


def _encoded(data):
    if isinstance(data, str):
        return data.encode("utf-8")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise TypeError("a str or bytes was expected as a body, not " + type(data).__name__)


def next_piece(pieces):
    """The next piece that is not empty, as str or bytes; None after the last."""
    for piece in pieces:
        if not isinstance(piece, (str, bytes, bytearray, memoryview)):
            raise TypeError("a stream gives str or bytes, not " + type(piece).__name__)
        if len(piece):
            return piece
    return None


def piece_bytes(piece):
    return b"" if piece is None else _encoded(piece)


def head_block(status, content_type, headers):
    """Content type and headers as lines. What would break the lines is refused."""
    if not 200 <= status <= 599:
        raise ValueError("%d is no status that a script can answer with" % status)
    lines = [content_type]
    for name, value in headers:
        lowered = name.lower()
        if lowered == "content-type":
            lines[0] = value
        elif lowered not in ("content-length", "transfer-encoding", "connection"):
            lines.append("%s:%s" % (name, value))
    for line in lines:
        if "\n" in line or "\r" in line or "\0" in line:
            raise ValueError("a header has a line end in it: %r" % line)
    return "\n".join(lines).encode("latin-1", "replace")


def reply_of(result):
    """JSON as bytes, a Whole or a Streamed. Raises TypeError or ValueError for anything else."""
    if result is None:
        return b"{}"
    if isinstance(result, (bytes, bytearray, memoryview)):
        return Whole(200, BYTES, (), bytes(result))
    if isinstance(result, AMLResponse):
        return Whole(result.status_code, result.mimetype, result.pairs(), result.data)
    if hasattr(result, "status_code") and hasattr(result, "headers"):
        return _foreign(result)
    if hasattr(result, "__next__"):
        return Streamed(200, None, (), result, result)
    return json.dumps(result).encode("utf-8")


def _foreign(response):
    """A Response as that of Flask."""
    headers = list(response.headers.items())
    content_type = getattr(response, "content_type", None) or HTML
    if getattr(response, "is_streamed", False):
        pieces = response.iter_encoded()
        return Streamed(response.status_code, content_type, headers, pieces, response)
    if hasattr(response, "direct_passthrough"):
        response.direct_passthrough = False
    return Whole(response.status_code, content_type, headers, _encoded(response.get_data()))
