"""Takes what a script prints and logs to the server, in lines of bounded length.

A line of the log stream is raw text, or: RS, level, request id, US, logger, US, text, where the
line ends of the text are written as GS. RS, US and GS are the ASCII separators 30, 31 and 29.
"""
import io
import logging
import os
import threading

LIMIT = 8192
NO_REQUEST = "00000000-0000-0000-0000-000000000000"
_CLEAN = {0: " ", 29: " ", 30: " ", 31: " "}


class Log:
    """Writes lines to a file descriptor. Thread-safe; never raises."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self.request_id = NO_REQUEST

    def line(self, level, logger, text):
        return "\x1e%s%s\x1f%s\x1f%s\n" % (level, self.request_id, logger, text)

    def write(self, level, logger, text):
        self.emit(self.line(level, logger, _bounded(text)))

    def emit(self, text):
        data = memoryview(text.encode("utf-8", "replace"))
        try:
            while data:
                data = data[os.write(self._descriptor, data):]
        except OSError:
            pass  # the server has gone, and this process goes too


def _bounded(text):
    if len(text) > LIMIT:
        left_out = len(text) - LIMIT
        text = "%s\n... %d characters left out ...\n%s" % (
            text[: LIMIT // 2], left_out, text[-LIMIT // 2:])
    return text.translate(_CLEAN).rstrip("\n").replace("\n", "\x1d")


class LineStream(io.TextIOBase):
    """A text stream whose lines go to the log."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, log, logger, descriptor):
        super().__init__()
        self._log = log
        self._logger = logger
        self._descriptor = descriptor
        self._lock = threading.RLock()
        self._rest = ""
        self.buffer = io.FileIO(descriptor, "wb", closefd=False)

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("a str is written, not " + type(text).__name__)
        with self._lock:
            if "\n" in text:
                lines = (self._rest + text).split("\n")
                self._rest = lines.pop()[:LIMIT]
                self._emit(lines)
            elif len(self._rest) < LIMIT:
                self._rest += text[:LIMIT]
        return len(text)

    def _emit(self, lines):
        for at in range(0, len(lines), 64):
            self._log.emit("".join([
                self._log.line("I", self._logger, line[:LIMIT].translate(_CLEAN))
                for line in lines[at:at + 64]]))

    def flush(self):
        """A line that has not ended waits for its end, or for that of the run."""

    def end_line(self):
        if self._rest:
            with self._lock:
                line, self._rest = self._rest, ""
                self._emit([line])


class LogHandler(logging.Handler):
    """Takes records of the logging module to the log."""

    def __init__(self, log):
        super().__init__()
        self._log = log

    def emit(self, record):
        try:
            number = record.levelno
            level = "T" if number < 10 else "DIWE"[min(number // 10 - 1, 3)]
            self._log.write(level, record.name, self.format(record))
        except Exception:
            self.handleError(record)


def level():
    name = os.environ.get("AZUREML_LOG_LEVEL", "INFO").upper()
    return name if name in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL") else "INFO"
