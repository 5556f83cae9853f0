import {Component, markup, onWillUnmount, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {balance, cardNumber} from "@loyalty_club/pos/figures";
import {browser} from "@web/core/browser/browser";
import {Dialog} from "@web/core/dialog/dialog";
import {RPCError} from "@web/core/network/rpc";
import {useAutofocus} from "@web/core/utils/hooks";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";
import {uuidv4} from "@point_of_sale/utils";

const WELCOME_SECONDS = 2;

/**
 * Name, mobile number, Enter: a customer is a member.
 *
 * What the cashier has typed stays until it is answered, whatever the server says.
 */
export class JoinDialog extends Component {
    static template = "loyalty_club.JoinDialog";
    static components = {Dialog};
    static props = {
        partner: {type: [Object, {value: null}], optional: true},
        request: {type: Object, optional: true},
        getPayload: Function,
        close: Function,
    };
    static defaultProps = {partner: null, request: {}};

    setup() {
        this.pos = usePos();
        this.desk = this.pos.memberDesk;
        const {partner, request} = this.props;
        this.clubs = this.desk.clubsFor(partner);
        const asked = this.clubs.find((club) => club.id === request.club_id);
        this.state = useState({
            name: request.name || partner?.name || "",
            mobile: request.mobile || partner?.phone || "",
            clubId: (asked || this.clubs[0]).id,
            typeId: (asked && request.type_id) || 0,
            friendCode: request.friend_code || "",
            isAccepted: Boolean(asked && request.terms_version),
            isReading: false,
            isBusy: false,
            error: request.refusal || "",
            choices: [],
            answer: null,
        });
        this.uuid = request.uuid || uuidv4();
        this.orderUuid = request.order_uuid || this.pos.getOrder()?.uuid || "";
        this.mobile = useRef("mobile");
        useAutofocus({refName: partner ? "mobile" : "name", mobile: true});
        onWillUnmount(() => browser.clearTimeout(this.closing));
    }

    get club() {
        return this.clubs.find((club) => club.id === this.state.clubId);
    }

    get types() {
        const kind = this.props.partner?.is_company ? "legal" : "individual";
        return this.club.types.filter((type) => ["both", kind].includes(type.accepts));
    }

    get terms() {
        // Odoo has cleaned it when it was written.
        return markup(this.club.terms);
    }

    /** What the welcome shows: the card of the club that was joined. */
    get card() {
        const {cards, member_id: id} = this.state.answer;
        const card = cards.find((each) => each.id === id);
        return {
            ...card,
            number: cardNumber(card.number),
            // What joining has earned may be on its way still.
            balance: card.balance > 0 ? balance(card) : "",
        };
    }

    get partnerName() {
        const {partner_id: id} = this.state.answer;
        return this.pos.models["res.partner"].get(id).name;
    }

    chooseClub(clubId) {
        Object.assign(this.state, {clubId, typeId: 0, isAccepted: false, error: ""});
    }

    onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.submit();
        }
    }

    onNameKeydown(event) {
        if (event.key === "Enter" && !this.state.mobile) {
            event.preventDefault();
            event.stopPropagation();
            this.mobile.el.focus();
            return;
        }
        this.onKeydown(event);
    }

    get missing() {
        const {name, mobile, isAccepted} = this.state;
        if (!name.trim()) {
            return _t("Write the name of the customer.");
        }
        if (!mobile.trim() && !this.props.partner) {
            return _t("Write the mobile number of the customer.");
        }
        if (this.club.terms_version && !isAccepted) {
            return _t("Ask the customer to accept the terms, and tick the box.");
        }
        return "";
    }

    /** @param {Object} who the customer it is, or `{is_someone_new: true}` */
    async submit(who = {}) {
        if (this.state.isBusy || this.state.answer) {
            return;
        }
        this.state.error = this.missing;
        if (this.state.error) {
            return;
        }
        this.state.isBusy = true;
        try {
            const answer = await this.desk.join({...this.request, ...who});
            if (answer.choices) {
                this.state.choices = answer.choices;
            } else {
                this.welcome(answer);
            }
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.choices = [];
            this.state.error = error.data?.message || error.message;
        } finally {
            this.state.isBusy = false;
        }
    }

    get request() {
        return {
            uuid: this.uuid,
            club_id: this.state.clubId,
            name: this.state.name.trim(),
            mobile: this.state.mobile.trim(),
            partner_id: this.props.partner?.id || this.props.request.partner_id || 0,
            type_id: Number(this.state.typeId),
            terms_version: this.state.isAccepted ? this.club.terms_version : 0,
            friend_code: this.club.asks_for_friend ? this.state.friendCode.trim() : "",
            order_uuid: this.orderUuid,
        };
    }

    welcome(answer) {
        this.state.answer = answer;
        const partner = this.pos.models["res.partner"].get(answer.partner_id);
        this.props.getPayload(partner || null);
        this.closing = browser.setTimeout(this.props.close, WELCOME_SECONDS * 1000);
    }
}
