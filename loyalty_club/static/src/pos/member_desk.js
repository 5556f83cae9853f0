import {reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {JoinQueue} from "@loyalty_club/pos/join_queue";
import {memberNumber} from "@loyalty_club/pos/figures";

const {DateTime} = luxon;
const RETRY_SECONDS = 20;

/**
 * What a till knows of members: whom it has looked up, and who waits to join.
 *
 * It shows what the server says, and counts nothing. Without a connection it shows what
 * it was told last, with the time of it.
 */
export class MemberDesk {
    constructor(pos) {
        this.pos = pos;
        this.queue = new JoinQueue(
            browser.localStorage,
            `loyalty_club_joining_${odoo.info?.db}_${pos.config.id}`
        );
        this.state = reactive({cards: {}, waiting: this.queue.all()});
        this.ask = (method, ...args) =>
            pos.data.call("pos.config", method, [[pos.config.id], ...args]);
        browser.addEventListener("pos-network-online", () => this.finishWaiting());
    }

    /** The clubs to join at this till. */
    get clubs() {
        return this.pos.config._loyalty_clubs || [];
    }

    /** The clubs that a customer may join: all, of somebody who is not known yet. */
    clubsFor(partner) {
        // Who is served as a contact of his organisation may join himself.
        const joined = this.cardsOf(partner)
            .filter((card) => card.partner_id === partner.id)
            .map((card) => card.club_id);
        const kind = partner?.is_company ? "legal" : "individual";
        return this.clubs.filter(
            (club) => ["both", kind].includes(club.accepts) && !joined.includes(club.id)
        );
    }

    /** The cards of a customer as far as they are known. */
    cardsOf(partner) {
        return this.state.cards[partner?.id]?.cards || [];
    }

    /** When the server could not be asked: as of when the cards of a customer are. */
    staleSince(partner) {
        const known = this.state.cards[partner?.id];
        return known?.isStale && known.at
            ? known.at.toLocaleString(DateTime.TIME_SIMPLE)
            : "";
    }

    /** Ask the server for the cards of a customer who has been chosen. */
    async lookUp(partner) {
        try {
            this.learn(partner.id, await this.ask("loyalty_club_look_up", partner.id));
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            const known = this.state.cards[partner.id];
            this.state.cards[partner.id] = {cards: [], ...known, isStale: true};
        }
    }

    /** Keep what the server has said of the cards of a customer. */
    learn(partnerId, cards) {
        this.state.cards[partnerId] = {cards, at: DateTime.now(), isStale: false};
        const partner = this.pos.models["res.partner"].get(partnerId);
        if (partner) {
            partner.loyaltyClubNumbers = cards.map((card) => card.number);
        }
    }

    /** The customer on whose card a number is, scanned or typed; nobody if there is none. */
    async find(text) {
        const number = memberNumber(text);
        if (!number) {
            return null;
        }
        const known = this.pos.models["res.partner"].find((partner) =>
            partner.loyaltyClubNumbers?.includes(number)
        );
        if (known) {
            return known;
        }
        try {
            const partner = this._load(await this.ask("loyalty_club_find", number));
            if (partner) {
                partner.loyaltyClubNumbers = [number];
            }
            return partner;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return null;
        }
    }

    /**
     * Have somebody join, now or as soon as there is a connection.
     *
     * @returns {Object} the answer of the server, or `{isWaiting: true}`
     * @throws {RPCError} when the server refuses
     */
    async join(request) {
        try {
            const answer = await this.ask("loyalty_club_join", request);
            if (!answer.choices) {
                this._welcome(request, answer);
                this._forget(request.uuid);
            }
            return answer;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.queue.keep({...request, refusal: ""});
            this._tellWaiting();
            this._retryLater();
            return {isWaiting: true};
        }
    }

    /** Send the requests that wait, after the receipts that wait with them. */
    async finishWaiting() {
        if (this.isFinishing || !this.queue.waiting().length) {
            return;
        }
        this.isFinishing = true;
        try {
            await this.pos.syncAllOrders();
            for (const {refusal: _none, ...request} of this.queue.waiting()) {
                await this._finish(request);
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this._retryLater();
        } finally {
            this.isFinishing = false;
            this._tellWaiting();
        }
    }

    /** Give a request up, as the cashier wants. */
    giveUp(uuid) {
        this._forget(uuid);
    }

    async _finish(request) {
        const {notification} = this.pos;
        try {
            const answer = await this.ask("loyalty_club_join", request);
            if (answer.choices) {
                const reason = _t("Several customers may be meant. Choose who it is.");
                this.queue.refuse(request.uuid, reason);
                notification.add(`${request.name}: ${reason}`, {type: "warning"});
                return;
            }
            this.queue.drop(request.uuid);
            const partner = this._welcome(request, answer);
            notification.add(_t("%s is a member now.", partner.name), {
                type: "success",
            });
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.queue.refuse(request.uuid, error.data?.message || error.message);
            notification.add(`${request.name}: ${error.data?.message}`, {
                type: "danger",
                sticky: true,
            });
        }
    }

    /** Load who has joined, and make him the customer of the order he joined with. */
    _welcome(request, answer) {
        const partner = this._load(answer.records);
        this.learn(partner.id, answer.cards);
        const order = this.pos.models["pos.order"].getBy("uuid", request.order_uuid);
        if (order && !order.getPartner()) {
            if (!order.finalized) {
                order.setPartner(partner);
            } else if (!order.isSynced) {
                // Paid, and still to be sent: the receipt takes its customer along.
                order.partner_id = partner;
            }
        }
        return partner;
    }

    _load(records) {
        const loaded = this.pos.models.connectNewData(records);
        this.pos.data.synchronizeServerDataInIndexedDB(records);
        return loaded["res.partner"]?.[0];
    }

    _forget(uuid) {
        this.queue.drop(uuid);
        this._tellWaiting();
    }

    _tellWaiting() {
        this.state.waiting = this.queue.all();
    }

    _retryLater() {
        browser.clearTimeout(this.retry);
        this.retry = browser.setTimeout(
            () => this.finishWaiting(),
            RETRY_SECONDS * 1000
        );
    }
}
