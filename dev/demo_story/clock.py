"""The clock of the story: what happened last spring is dated last spring."""

import heapq
from datetime import datetime, timedelta
from itertools import count

from freezegun import freeze_time
from pytz import UTC, timezone

from odoo import fields


class Clock:
    """Stops the time of Odoo, and moves it to where the story is."""

    def __init__(self, env):
        self.env = env
        self.start = fields.Datetime.now()
        self._freezer = freeze_time(self.start)

    def __enter__(self):
        self._frozen = self._freezer.start()
        return self

    def __exit__(self, *_failure):
        self._freezer.stop()

    def move_to(self, moment: datetime) -> None:
        """Let it be this moment, in UTC, for Odoo and for what it writes."""
        self._frozen.move_to(moment)
        # The time at which records are created is that of the transaction.
        self.env.cr._now = moment

    def settle(self) -> None:
        """Do what the end of a transaction does, without its end."""
        self.env.flush_all()
        self.env.cr.precommit.run()


class Timeline:
    """What happens in the story, in the order of time.

    What happens may bring about more that happens later: an invoice its payment.
    """

    def __init__(self, clock: Clock):
        self.clock = clock
        self._numbers = count()
        self._events = []

    def at(self, moment: datetime, verb, *words, **more_words) -> None:
        """Have something happen at a moment (UTC), unless that is still to come."""
        if moment < self.clock.start:
            event = (moment, next(self._numbers), verb, words, more_words)
            heapq.heappush(self._events, event)

    def later(self, verb, *words, days=0, hours=0, **more_words) -> None:
        """Have something happen so long after the present of the story."""
        moment = fields.Datetime.now() + timedelta(days=days, hours=hours)
        self.at(moment, verb, *words, **more_words)

    def play(self) -> None:
        """Let everything happen, each thing at its time."""
        while self._events:
            moment, _number, verb, words, more_words = heapq.heappop(self._events)
            self.clock.move_to(moment)
            verb(*words, **more_words)
            self.clock.settle()
        self.clock.move_to(self.clock.start)


def utc(day, hour: float, zone: str) -> datetime:
    """The moment, in UTC, at which it is so late on a day in a time zone."""
    local = datetime(day.year, day.month, day.day) + timedelta(hours=hour)
    return timezone(zone).localize(local).astimezone(UTC).replace(tzinfo=None)
