import {Component, useEffect, useState} from "@odoo/owl";
import {balance} from "@loyalty_club/pos/figures";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** The clubs of a customer, and what he has in them. Looked up when he is chosen. */
export class MemberBadge extends Component {
    static template = "loyalty_club.MemberBadge";
    static props = {partner: Object};

    setup() {
        this.pos = usePos();
        this.desk = this.pos.memberDesk;
        this.known = useState(this.desk.state);
        useEffect(
            () => {
                this.desk.lookUp(this.props.partner);
            },
            () => [this.props.partner.id]
        );
    }

    get cards() {
        // Read from what is watched, so that news are shown.
        const cards = this.known.cards[this.props.partner.id]?.cards || [];
        return cards.map((card) => ({...card, balance: balance(card)}));
    }

    get staleSince() {
        return this.desk.staleSince(this.props.partner);
    }
}
