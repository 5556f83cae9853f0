import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";
import {JoinDialog} from "@loyalty_club/pos/join_dialog";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";
import {MemberDesk} from "@loyalty_club/pos/member_desk";

patch(PosStore.prototype, {
    async setup() {
        await super.setup(...arguments);
        this.memberDesk = new MemberDesk(this);
        // Whoever joined before a reload need not wait for the next lost connection.
        this.memberDesk.finishWaiting();
    },

    /** Have somebody join a club; the customer of the order, if there is one. */
    async joinClub({partner = null, request = {}} = {}) {
        return makeAwaitable(this.dialog, JoinDialog, {partner, request});
    },

    postSyncAllOrders() {
        super.postSyncAllOrders(...arguments);
        // The connection works.
        this.memberDesk.finishWaiting();
    },
});
