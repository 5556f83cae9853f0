"""What members must have, counted by other means than the add-on's.

Nothing of the add-on is imported here. The auditor is told what happened, keeps its own
lots in plain lists, and says what the balance of each member must be.
"""

from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from .simulation_accounts import Account, Lot
from .simulation_facts import Sale, Terms


class Auditor:
    """Follows the life of the members."""

    def __init__(self):
        self.accounts: dict[object, Account] = {}
        self.sales: list[Sale] = []

    def join(self, member, terms: Terms):
        """A member begins with nothing."""
        self.accounts[member] = Account(terms)

    # === SALES === #

    def settle(self, sale: Sale, today: date):
        """Bring a sale to what it is worth today, and the stamp cards it is on."""
        changed = {sale}
        before = dict(sale.given)
        for rule in sale.rules:
            if rule.kind != "stamp":
                sale.given[rule.name] = self._within_limits(sale, rule)
        if sale.is_cancelled:
            sale.given.clear()
        sale.is_counted = not sale.is_cancelled
        for rule in sale.rules:
            if rule.kind == "stamp":
                if not sale.has_stamp(rule):
                    sale.given.pop(rule.name, None)
                changed |= self._fill_card(sale.member, rule.name)
        changed |= {
            other
            for name in before
            if name not in sale.given
            for other in self._fill_card(sale.member, name)
        }
        for each in sorted(changed, key=self._order):
            self._post(each, today)

    def hand_over(self, sale: Sale, taking: Sale, today: date):
        """Another sale takes over all that is left of one: its room is free for it."""
        for rule in sale.rules:
            if rule.kind != "stamp":
                sale.given.pop(rule.name, None)
        self.settle(taking, today)
        self.settle(sale, today)

    def _order(self, sale):
        return sale.moment, self.sales.index(sale)

    def _within_limits(self, sale, rule) -> int:
        """What a rule gives: more than before only if the month leaves room for it."""
        if sale.is_cancelled:
            return 0
        wanted, given = sale.wanted(rule), sale.given.get(rule.name, 0)
        if rule.most_per_order:
            wanted = min(wanted, rule.most_per_order)
        if not rule.most_per_month:
            return wanted
        ceiling = sale.ceilings.get(rule.name)
        wanted_now = wanted if ceiling is None else min(wanted, ceiling)
        if wanted_now > given or not sale.is_counted:
            month = (sale.moment.year, sale.moment.month)
            used = sum(
                each.given.get(rule.name, 0)
                for each in self.sales
                if each.member == sale.member
                and (each.moment.year, each.moment.month) == month
            )
            room = given + max(rule.most_per_month - used, 0)
            ceiling = room if ceiling is None else min(ceiling, room)
            wanted_now = min(wanted, ceiling)
        if sale.covered(rule):
            sale.ceilings[rule.name] = ceiling
        else:
            sale.ceilings.pop(rule.name, None)
        return wanted_now

    def _fill_card(self, member, name) -> set:
        """As many rewards as full cards; as little as possible changes hands."""
        stamps = []
        for sale in sorted(self.sales, key=self._order):
            for rule in sale.rules:
                if sale.member == member and (rule.name, rule.kind) == (name, "stamp"):
                    if sale.has_stamp(rule):
                        stamps.append((sale, rule))
        places = [Fraction(1, rule.every) for _sale, rule in stamps]
        filling = [
            index
            for index, place in enumerate(places)
            if int(sum(places[:index])) < int(sum(places[:index]) + place)
        ]
        holding = [i for i, (sale, _rule) in enumerate(stamps) if sale.given.get(name)]
        missing = int(sum(places)) - len(holding)
        changed = set()
        if missing < 0:
            for index in holding[missing:]:
                stamps[index][0].given[name] = 0
                changed.add(stamps[index][0])
        empty = [i for i in filling if i not in holding]
        empty += [
            i
            for i in reversed(range(len(stamps)))
            if i not in holding and i not in empty
        ]
        for index in empty[: max(missing, 0)]:
            sale, rule = stamps[index]
            sale.given[name] = int(rule.points * sale.factor)
            changed.add(sale)
        return changed

    def _post(self, sale, today):
        account = self.accounts[sale.member]
        available = sale.moment.date() + relativedelta(days=sale.terms.hold_days)
        points = sum(sale.given.values())
        due = int(points * sale.paid_share()) if today >= available else 0
        move = due - (sale.posted - sale.forgiven)
        if move > 0:
            undone = min(sale.forgiven, move)
            sale.forgiven -= undone
            move -= undone
            if move:
                start = max(available, today)
                account.give(move, account.terms.expires_on(start), sale)
                account.active_on = today
        elif move < 0:
            # What ran out unused is not taken a second time.
            wanted = -move - min(max(sale.expired - sale.forgiven, 0), -move)
            if account.terms.debt_policy == "forgive":
                wanted = min(wanted, max(account.balance, 0))
            sale.forgiven += -move - wanted
            account.take(wanted, sale)
            move = -wanted
        sale.posted += move
        account.earned.append((today, move))

    def release(self, today: date):
        """What was held becomes due."""
        for sale in sorted(self.sales, key=self._order):
            self._post(sale, today)

    # === POINTS === #

    def expire(self, member, today: date):
        """Points that have run out are gone."""
        account = self.accounts[member]
        is_idle = (
            account.terms.expiry == "inactivity"
            and account.active_on
            and account.active_on + relativedelta(months=account.terms.months) < today
        )
        gone = [lot for lot in account.lots if is_idle or lot.expires_on < today]
        self._run_out(account, gone)

    def lose(self, member):
        """All the points of who has left are gone."""
        account = self.accounts[member]
        self._run_out(account, list(account.lots))

    def _run_out(self, account, gone):
        for lot in gone:
            if lot.source:
                lot.source.expired += lot.points
        account.lots = [lot for lot in account.lots if lot not in gone]

    def adjust(self, member, points: int, today: date):
        """Points given or taken by hand."""
        account = self.accounts[member]
        if points > 0:
            account.give(points, account.terms.expires_on(today))
            account.active_on = today
        else:
            account.take(-points)

    def spend(self, member, points: int, today: date):
        """Points spent."""
        self.accounts[member].take(points)
        self.accounts[member].active_on = today

    def merge(self, member, other, today: date):
        """The lots and debts of another membership move here, soonest first."""
        account, gone = self.accounts[member], self.accounts.pop(other)
        groups = {}
        for lot in sorted(gone.lots, key=lambda lot: lot.number):
            key = lot.expires_on, lot.source and id(lot.source)
            groups.setdefault(key, Lot(0, lot.expires_on, lot.source))
            groups[key].points += lot.points
        for lot in sorted(groups.values(), key=lambda lot: lot.expires_on):
            account.give(lot.points, lot.expires_on, lot.source)
            account.active_on = today
        if gone.debt:
            account.take(gone.debt)
        account.earned += gone.earned
        for sale in self.sales:
            if sale.member == other:
                sale.member = member
        for name in {rule.name for sale in self.sales for rule in sale.rules}:
            for sale in sorted(self._fill_card(member, name), key=self._order):
                self._post(sale, today)
