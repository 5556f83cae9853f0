"""Scenes that every tour of the demo should meet, whatever chance has brought."""

from datetime import timedelta

from demo_story import members, office, surveys, till, web
from demo_story.clock import utc

# Who says what he thinks, the newest first.
_ANSWERED = {
    "golestan": (
        *("leila", "jasper", "chiara", "piotr", "amara", "femke", "zeynep", "mateo"),
        *("noor", "hugo", "yara", "sofia", "milan", "isla", "bram", "tomas", "ingrid"),
    ),
    "zafaran": (
        *("arash", "shirin", "parisa", "kaveh", "laleh", "golnaz", "omid", "tara"),
        *("farhad", "seyedeh", "nima", "roya", "ehsan", "mina"),
    ),
}


class Stage:
    """Puts scenes on the timeline of a shop, by how many days ago they were."""

    def __init__(self, shop):
        self.shop = shop

    def days_ago(self, days, verb, *words, **more_words) -> None:
        """Have something happen so many days ago, in the afternoon."""
        day = self.shop.clock.start.date() - timedelta(days=days)
        moment = utc(day, 12 + self.shop.chance.random() * 6, self.shop.tz)
        self.shop.timeline.at(moment, verb, self.shop, *words, **more_words)


def golestan(shop) -> None:
    """Points that run out, wait, are owed, disputed, or belong to the past."""
    stage = Stage(shop)
    # Ingrid's points run out within days; Marit's wait for the return window.
    stage.days_ago(371, _buy_on_the_web, "ingrid", {"hamper": 1, "atlas": 1})
    stage.days_ago(6, _buy_on_the_web, "marit", {"atlas": 1, "kitchen": 1})
    stage.days_ago(2, _buy_at_the_till, "marit", {"cappuccino": 2, "saadi": 1})
    # Tomás has spent the points of what he then brings back.
    stage.days_ago(75, _buy_and_regret, "tomas", {"hamper": 5, "atlas": 2}, after=40)
    stage.days_ago(50, members.spend, "tomas", 380, "A signed copy of “Divan”")
    for key, days, points, reason in (
        ("marit", 120, 100, "Two tickets to the reading night"),
        ("leila", 90, 60, "Coffee for two"),
        ("jasper", 64, 80, "A tote bag"),
        ("piotr", 33, 50, "A bag of coffee beans"),
        ("lyceum", 140, 250, "Books for the school library"),
        ("chiara", 20, 75, "A tote bag"),
    ):
        stage.days_ago(days, members.spend, key, points, reason)
    stage.days_ago(41, _adjust, "noor", 30, "Sorry for the parcel that came late")
    stage.days_ago(17, _adjust, "femke", -15, "Coffee stamped twice on 3 receipts")
    stage.days_ago(1, _adjust, "hugo", 450, "Won the reading marathon")
    stage.days_ago(58, members.suspend, "david")
    stage.days_ago(25, members.suspend, "elena")
    stage.days_ago(100, members.leave, "lars")
    stage.days_ago(30, members.leave, "sven")
    stage.days_ago(150, _backfill)
    _surveys(stage, "golestan")
    stage.days_ago(1, _quotation, "marit", {"nights": 1, "birds": 2, "tote": 1})


def zafaran(shop) -> None:
    """The same, as it happens in a café in Tehran."""
    stage = Stage(shop)
    stage.days_ago(9, _buy_on_the_web, "negar", {"mesghal": 1, "nabat": 1})
    stage.days_ago(3, _buy_at_the_till, "negar", {"tea": 2, "cake": 2})
    # Points come with the order here: Kaveh's is still to be paid, and Negar's to be
    # confirmed.
    stage.days_ago(1, _order, "kaveh", {"nowruz": 1})
    stage.days_ago(1, _quotation, "negar", {"gram": 2, "nabat": 1})
    stage.days_ago(45, _buy_and_regret, "laleh", {"nowruz": 2}, after=12)
    for key, days, points, reason in (
        ("negar", 100, 150, "یک جعبه شیرینی نخودچی"),
        ("arash", 80, 100, "دو فنجان چای زعفران"),
        ("parisa", 52, 120, "کیک تولد"),
        ("laleh", 40, 300, "جعبهٔ هدیهٔ نوروزی"),
        ("school", 30, 200, "پذیرایی جشن پایان سال"),
    ):
        stage.days_ago(days, members.spend, key, points, reason)
    stage.days_ago(36, _adjust, "omid", 40, "پوزش برای تأخیر در ارسال سفارش")
    stage.days_ago(2, _adjust, "golnaz", 800, "برندهٔ قرعه‌کشی شب یلدا")
    stage.days_ago(70, members.suspend, "behrouz")
    stage.days_ago(22, members.leave, "hamid")
    stage.days_ago(140, _backfill)
    _surveys(stage, "zafaran")


def _surveys(stage, name):
    """One that most members have answered, and one that has just begun."""
    stage.days_ago(40, surveys.ask, name)
    for days, key in enumerate(_ANSWERED[name], start=5):
        stage.days_ago(days, surveys.answer, key)
    stage.days_ago(3, surveys.ask_again)


def _buy_on_the_web(shop, key, basket):
    web.buy(shop, shop.partners[key], basket)


def _buy_at_the_till(shop, key, basket):
    till.sell(shop, shop.partners[key], basket, method="bank")


def _order(shop, key, basket):
    return office.order(shop, shop.partners[key], basket)


def _quotation(shop, key, basket):
    return office.quotation(shop, shop.partners[key], basket)


def _buy_and_regret(shop, key, basket, *, after):
    move = office.direct_invoice(shop, shop.partners[key], basket)
    office.pay(move)
    shop.timeline.later(_bring_back, move, days=after)


def _bring_back(move):
    office.pay(office.credit(move))


def _adjust(shop, key, points, reason):
    members.adjust(shop, shop.bookkeeper, key, points, reason)


def _backfill(shop):
    """Points for what the newest members had bought before they joined."""
    backfills = shop.as_user(shop.manager)["loyalty.club.backfill"]
    backfill = backfills.create({"club_id": shop.club.id})
    backfill.action_count()
    backfill.action_run()
    shop.env["loyalty.club.backfill"]._cron_run()
