import {ResPartner} from "@point_of_sale/app/models/res_partner";
import {memberNumber} from "@loyalty_club/pos/figures";
import {patch} from "@web/core/utils/patch";

patch(ResPartner.prototype, {
    /** Who types the number of a card, with its gaps or without, means one customer. */
    exactMatch(searchWord) {
        const number = memberNumber(searchWord);
        const isMember = number && this.loyaltyClubNumbers?.includes(number);
        return isMember || super.exactMatch(...arguments);
    },
});
