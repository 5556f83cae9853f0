"""The demo's story, told to a database: ``tell(env)``."""

import gc
from datetime import timedelta

from demo_story import (
    clubs,
    colleagues,
    habits,
    members,
    messages,
    notices,
    people,
    products,
    rewards,
    scenes,
    shops,
    staff,
    till,
    told,
    year,
)
from demo_story.clock import Clock, Timeline, utc

_WEEKEND = {"golestan": (5, 6), "zafaran": (3, 4)}  # Saturday; Thursday and Friday
_DAYS = 410


def tell(env) -> None:
    """Fill a database that has loyalty_club installed; the caller commits."""
    gc.freeze()  # all that Odoo has loaded stays: it need not be looked through again
    golestan, zafaran = shops.golestan(env), shops.zafaran(env)
    shops.keep_quiet(env)
    staff.hire(golestan, zafaran)
    products.stock(golestan, products.GOLESTAN)
    products.stock(zafaran, products.ZAFARAN)
    till.install(golestan, "Bookshop Counter")
    till.install(zafaran, "صندوق کافه")
    with Clock(env) as clock:
        timeline = Timeline(clock)
        clock.move_to(clock.start - timedelta(days=_DAYS))
        clubs.golestan_readers(golestan)
        clubs.zafaran_club(zafaran)
        told.thank(golestan, profile=30, birthday=50, friend=75, newcomer=40)
        told.thank(zafaran, profile=60, birthday=100, friend=150, newcomer=80)
        zafaran.club.birthday_calendar = "jalali"
        for shop, town, tastes, name, scene in (
            (golestan, people.GOLESTAN, habits.GOLESTAN, "golestan", scenes.golestan),
            (zafaran, people.ZAFARAN, habits.ZAFARAN, "zafaran", scenes.zafaran),
        ):
            shop.clock, shop.timeline = clock, timeline
            members.invite(shop, town)
            year.plan(shop, town, tastes, _WEEKEND[name])
            scene(shop)
        told.listen(golestan, people.GOLESTAN, told.GOLESTAN)
        told.listen(zafaran, people.ZAFARAN, told.ZAFARAN)
        notices.begin(golestan)
        messages.golestan(golestan)
        messages.zafaran(zafaran)
        colleagues.found(golestan, "vondel", "sanne")
        colleagues.found(zafaran, "ava", "niloofar")
        _run_jobs(env, timeline)
        timeline.play()
        rewards.golestan(golestan)
        rewards.zafaran(zafaran)
        for shop, town in ((golestan, people.GOLESTAN), (zafaran, people.ZAFARAN)):
            for person in town:
                if person.login:
                    members.give_login(shop, person)
                    rewards.spend(shop, shop.partners[person.key])
        _at_night(env)
        env["loyalty.club.audit"]._cron_audit()


def _run_jobs(env, timeline) -> None:
    """Let the scheduled jobs run every other night: each run takes its time."""
    today = timeline.clock.start.date()
    for days in range(0, _DAYS, 2):
        moment = utc(today - timedelta(days=days), 2, "UTC")
        timeline.at(moment, _at_night, env)


def _at_night(env) -> None:
    env["loyalty.club.member"]._cron_follow_organisations()
    env["loyalty.club.member"]._cron_expire()
    env["loyalty.club.earning"]._cron_release()
    env["loyalty.club.earning"]._cron_retry()
    env["loyalty.club.occasion"]._cron_birthday()
    env["loyalty.club.member"]._cron_review_tiers()
