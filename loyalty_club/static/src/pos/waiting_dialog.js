import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** The requests to join that are not finished: to send, to correct or to give up. */
export class WaitingDialog extends Component {
    static template = "loyalty_club.WaitingDialog";
    static components = {Dialog};
    static props = {close: Function};

    setup() {
        this.pos = usePos();
        this.desk = this.pos.memberDesk;
        this.known = useState(this.desk.state);
    }

    get canCorrect() {
        return this.desk.clubsFor(null).length > 0;
    }

    correct(request) {
        this.props.close();
        this.pos.joinClub({request});
    }

    giveUp(request) {
        this.desk.giveUp(request.uuid);
        this.closeWhenDone();
    }

    async sendNow() {
        await this.desk.finishWaiting();
        this.closeWhenDone();
    }

    closeWhenDone() {
        if (!this.known.waiting.length) {
            this.props.close();
        }
    }
}
