import {Component, useState} from "@odoo/owl";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** The way to what a member can do with his points. */
export class ClubButton extends Component {
    static template = "loyalty_club.ClubButton";
    static props = {partner: {type: [Object, Boolean, {value: null}], optional: true}};

    setup() {
        this.pos = usePos();
        this.known = useState(this.pos.memberDesk.state);
    }

    get isOffered() {
        const {partner} = this.props;
        return Boolean(partner && this.known.cards[partner.id]?.cards.length);
    }
}
