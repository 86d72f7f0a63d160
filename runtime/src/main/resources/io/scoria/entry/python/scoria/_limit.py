"""The time that a run has."""
import signal
import time


class ScoringTimeout(BaseException):
    """Raised in run() when its time is up. No Exception, so that few scripts catch it."""


class Limit:
    """Raises ScoringTimeout in the main thread when a time is up, once for each time it is set.

    A timer that runs is left to run, as long as it ends before the time that is set: a call costs
    no system call for it.
    """

    def __init__(self):
        self._armed = False
        self._held = False
        self._end = 0.0
        self._timer_end = 0.0  # 0 where none runs
        self.fired = False
        signal.signal(signal.SIGALRM, self._alarm)

    def _alarm(self, *_):
        self._timer_end = 0.0
        if not self._armed:
            return
        left = self._end - time.monotonic()
        if left > 0:
            self._start(left)
            return
        self.fired = True
        if not self._held:
            self._armed = False
            raise ScoringTimeout

    def _start(self, seconds):
        self._timer_end = self._end
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))

    def set(self, end):
        """end by time.monotonic"""
        self.fired = False
        self._end = end
        self._armed = True
        if self._timer_end == 0.0 or end < self._timer_end:
            self._start(end - time.monotonic())

    def clear(self):
        self._armed = False

    def forked(self):
        """Timers are not inherited."""
        self._timer_end = 0.0

    def hold(self):
        """Puts off the raising: what follows must not be left half done."""
        self._held = True

    def release(self):
        self._held = False
        if self.fired and self._armed:
            self._armed = False
            raise ScoringTimeout
