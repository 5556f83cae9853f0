import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";
import {WaitingDialog} from "@loyalty_club/pos/waiting_dialog";

/** The way into a club for whoever is not in it, and to the requests that wait. */
export class JoinButton extends Component {
    static template = "loyalty_club.JoinButton";
    static props = {partner: {type: [Object, Boolean, {value: null}], optional: true}};

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.known = useState(this.pos.memberDesk.state);
    }

    get partner() {
        return this.props.partner || null;
    }

    /** Of a customer it is known, or can't be known, whether he is a member. */
    get isOffered() {
        const isKnown = !this.partner || this.partner.id in this.known.cards;
        return isKnown && this.pos.memberDesk.clubsFor(this.partner).length > 0;
    }

    get waitingCount() {
        return this.known.waiting.length;
    }

    join() {
        this.pos.joinClub({partner: this.partner});
    }

    showWaiting() {
        this.dialog.add(WaitingDialog);
    }
}
