"""Messages between the server and a worker: length and kind, then the payload, little-endian.

One message is under way at a time: each side speaks when the other waits for it.
"""
import struct

# what a worker says
HELLO = 1  # JSON: pid
READY = 2  # JSON: what run() needs, and of what the script is made
LOAD_FAILED = 3  # JSON: the message, and a traceback
ANSWER_JSON = 4  # nanoseconds of the run, JSON
ANSWER = 5  # ANSWER_HEAD, type and headers as lines, body
STREAM = 6  # as ANSWER; the body is the first piece
PIECE = 7
END = 8
BROKEN = 9
FAILED = 10
INTERRUPTED = 11
REFUSED = 12  # status, message
MODEL_RUN = 13  # tensors

# what the server says
START = 32  # JSON
RUN = 33  # RUN_HEAD, identity, method, path, query, headers, body
RUN_BATCH = 34  # for each: length, as RUN
NEXT = 35
CLOSE = 36
MODEL_OUTPUTS = 37  # tensors
MODEL_ERROR = 38  # kind of error (u8), message
FORK = 39  # the socket of the new worker

HEAD = struct.Struct("<IB")
HEAD_AND_RUN = struct.Struct("<IBQ")
RUN_HEAD = struct.Struct("<QBBIII")
ANSWER_HEAD = struct.Struct("<QHI")
COUNT = struct.Struct("<I")
STATUS = struct.Struct("<H")

MAX_PAYLOAD = 1 << 30
_BUFFER_BYTES = 1 << 17


class Connection:
    """A stream socket on which messages go to and fro. Used by one thread at a time."""

    def __init__(self, sock):
        self.sock = sock
        self._view = memoryview(bytearray(_BUFFER_BYTES))

    def receive(self):
        """Kind and payload of the next message; the payload is valid until the next call."""
        view = self._view
        recv_into = self.sock.recv_into
        have = recv_into(view)
        while have < 5:
            more = recv_into(view[have:]) if have else 0
            if not more:
                raise EOFError
            have += more
        size, kind = HEAD.unpack_from(view)
        end = 5 + size
        if have < end:
            if end > len(view):
                large = memoryview(bytearray(end))
                large[:have] = view[:have]
                view = large
            while have < end:
                more = recv_into(view[have:end])
                if not more:
                    raise EOFError
                have += more
        elif have > end:
            raise RuntimeError("the server spoke twice")
        return kind, view[5:end]

    def send(self, kind, payload=b""):
        size = len(payload)
        if size > 1 << 16:
            self.sock.sendall(HEAD.pack(size, kind))
            self.sock.sendall(payload)
        else:
            self.sock.sendall(HEAD.pack(size, kind) + payload)

    def send_json(self, nanos, payload):
        size = len(payload)
        if size > 1 << 16:
            self.sock.sendall(HEAD_AND_RUN.pack(size + 8, ANSWER_JSON, nanos))
            self.sock.sendall(payload)
        else:
            self.sock.sendall(HEAD_AND_RUN.pack(size + 8, ANSWER_JSON, nanos) + payload)


def texts(view):
    found, at = [], 0
    while at < len(view):
        size, = COUNT.unpack_from(view, at)
        at += 4
        found.append(str(view[at:at + size], "utf-8"))
        at += size
    return found


def packed_texts(texts):
    encoded = [text.encode("utf-8", "replace") for text in texts]
    return b"".join(COUNT.pack(len(each)) + each for each in encoded)
