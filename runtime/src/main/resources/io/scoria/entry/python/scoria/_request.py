"""The request as a script sees it that asked for it with @rawhttp: named as in Flask."""
import io
import json
from urllib.parse import parse_qsl, unquote


class RequestError(Exception):
    """The sender's doing: the status and the text that it is answered with."""

    def __init__(self, status, message):
        super().__init__(message)
        self.code = status
        self.description = message


class RawHttp:
    """Whether the script asked for the request itself."""

    requested = False


def rawhttp(func):
    """Has run() be given the request itself."""
    RawHttp.requested = True
    return func


class MultiDict(dict):
    """A dictionary of first values; getlist gives all."""

    def __init__(self, pairs=()):
        super().__init__()
        self._lists = {}
        for key, value in pairs:
            self.setdefault(key, value)
            self._lists.setdefault(key, []).append(value)

    def get(self, key, default=None, type=None):
        value = super().get(key, default)
        if type is None or key not in self:
            return value
        try:
            return type(value)
        except (ValueError, TypeError):
            return default

    def getlist(self, key, type=None):
        values = self._lists.get(key, [])
        return list(values) if type is None else [type(value) for value in values]

    def lists(self):
        return self._lists.items()

    def to_dict(self, flat=True):
        return dict(self) if flat else {key: list(values) for key, values in self._lists.items()}


class Headers:
    """Headers by names of any case, in title case where they are listed."""

    def __init__(self, pairs):
        self._pairs = pairs

    def __getitem__(self, name):
        wanted = name.lower()
        for key, value in self._pairs:
            if key.lower() == wanted:
                return value
        raise KeyError(name)

    def get(self, name, default=None, type=None):
        try:
            value = self[name]
            return value if type is None else type(value)
        except (KeyError, ValueError):
            return default

    def getlist(self, name):
        return [value for key, value in self._pairs if key.lower() == name.lower()]

    get_all = getlist

    def __contains__(self, name):
        return any(key.lower() == name.lower() for key, _ in self._pairs)

    def __iter__(self):
        return iter(self._pairs)

    def __len__(self):
        return len(self._pairs)

    def keys(self):
        return [key for key, _ in self._pairs]

    def values(self):
        return [value for _, value in self._pairs]

    def items(self):
        return list(self._pairs)

    def __repr__(self):
        return "Headers(%r)" % (self._pairs,)


def parse_headers(block):
    """Pairs of the lines NAME:VALUE; a name that comes again has its values joined."""
    found = {}
    for line in block.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            name = name.title()
            found[name] = found[name] + "," + value if name in found else value
    return list(found.items())


class FileStorage:
    """A file of a multipart body, held in memory."""

    def __init__(self, data, filename, name, headers):
        self.stream = io.BytesIO(data)
        self.filename = filename
        self.name = name
        self.headers = Headers(headers)
        self.content_type = self.headers.get("Content-Type", "")
        self.mimetype = self.content_type.partition(";")[0].strip().lower()
        self.content_length = len(data)

    def save(self, target, buffer_size=16384):
        data = self.stream.read()
        if hasattr(target, "write"):
            target.write(data)
        else:
            with open(target, "wb") as file:
                file.write(data)

    def close(self):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.__dict__["stream"], name)

    def __iter__(self):
        return iter(self.stream)


def parameters(header):
    """A header's value and its parameters, as in form-data; name="x"."""
    parts, quoted, part, escaped = [], False, "", False
    for char in header:
        if escaped:
            part, escaped = part + char, False
        elif char == "\\" and quoted:
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            parts.append(part)
            part = ""
        else:
            part += char
    parts.append(part)
    found = {}
    for item in parts[1:]:
        key, equals, value = item.partition("=")
        if equals:
            found[key.strip().lower()] = value.strip()
    return parts[0].strip().lower(), found


def _multipart(data, boundary):
    """The parts of a multipart/form-data body (RFC 7578): pairs of fields, pairs of files."""
    fields, files = [], []
    mark = b"\r\n--" + boundary.encode("latin-1")
    parts = (b"\r\n" + data).split(mark)
    for part in parts[1:]:
        if part.startswith(b"--"):
            return fields, files
        head, blank, content = part.partition(b"\r\n\r\n")
        if not blank:
            raise RequestError(400, "A part of the multipart body has no end of its headers.")
        headers = parse_headers(head.decode("utf-8", "replace").replace("\r\n", "\n"))
        _, names = parameters(dict(headers).get("Content-Disposition", ""))
        name = names.get("name", "")
        if "filename" in names:
            files.append((name, FileStorage(content, names["filename"], name, headers)))
        else:
            fields.append((name, content.decode("utf-8", "replace")))
    raise RequestError(400, "The multipart body has no end.")


class AMLRequest:
    """A request. Its body is whole, and in memory."""

    def __init__(self, method="GET", path="/", query="", headers=(), data=b""):
        self.method = method
        self.path = unquote(path)
        self.query_string = query.encode("latin-1", "replace")
        self.full_path = "%s?%s" % (self.path, query)
        self.headers = Headers(list(headers))
        self.data = data
        self.scheme = "http"
        self.host = self.headers.get("Host", "")
        self.host_url = "%s://%s/" % (self.scheme, self.host)
        self.base_url = self.host_url[:-1] + path
        self.url = self.base_url + ("?" + query if query else "")
        self.content_type = self.headers.get("Content-Type", "")
        self.mimetype, self.mimetype_params = parameters(self.content_type)
        self.content_length = len(data)
        self._query = query
        self._cache = {}

    def _once(self, key, make):
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

    @property
    def args(self):
        return self._once(
            "args", lambda: MultiDict(parse_qsl(self._query, keep_blank_values=True)))

    query = args

    @property
    def stream(self):
        return self._once("stream", lambda: io.BytesIO(self.data))

    @property
    def cookies(self):
        pairs = [item.strip().partition("=") for item in self.headers.get("Cookie", "").split(";")]
        return MultiDict((name, value) for name, equals, value in pairs if equals)

    def get_data(self, cache=True, as_text=False, parse_form_data=False):
        return self.data.decode("utf-8", "replace") if as_text else self.data

    @property
    def is_json(self):
        kind = self.mimetype
        return kind == "application/json" or (
            kind.startswith("application/") and kind.endswith("+json"))

    @property
    def json(self):
        return self.get_json()

    def get_json(self, force=False, silent=False, cache=True):
        if not (force or self.is_json):
            if silent:
                return None
            raise RequestError(415, "The request's Content-Type is not application/json.")
        try:
            return self._once("json", lambda: json.loads(self.data))
        except ValueError as e:
            if silent:
                return None
            raise RequestError(400, "The request's body is not JSON: %s" % e) from None

    def _form(self):
        if self.mimetype == "multipart/form-data":
            boundary = self.mimetype_params.get("boundary", "")
            if not boundary:
                raise RequestError(400, "The Content-Type names no boundary of the parts.")
            return _multipart(self.data, boundary)
        if self.mimetype == "application/x-www-form-urlencoded":
            text = self.data.decode("utf-8", "replace")
            return parse_qsl(text, keep_blank_values=True), []
        return [], []

    @property
    def form(self):
        return self._once("form", lambda: MultiDict(self._once("parts", self._form)[0]))

    @property
    def files(self):
        return self._once("files", lambda: MultiDict(self._once("parts", self._form)[1]))

    @property
    def values(self):
        return MultiDict(
            [(k, v) for source in (self.args, self.form) for k, vs in source.lists() for v in vs])

    def __repr__(self):
        return "<AMLRequest %s %s>" % (self.method, self.full_path)
