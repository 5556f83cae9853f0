import {PartnerList} from "@point_of_sale/app/screens/partner_list/partner_list";
import {latinDigits} from "@loyalty_club/common/latin_digits";
import {patch} from "@web/core/utils/patch";

patch(PartnerList.prototype, {
    get canJoinClub() {
        return this.pos.memberDesk.clubsFor(null).length > 0;
    },

    /** Have somebody join whom the search may have begun to name. */
    async joinClub() {
        const query = this.state.query?.trim() || "";
        const isNumber = /^[+\d][\d\s()-]*$/.test(latinDigits(query));
        const request = isNumber ? {mobile: query} : {name: query};
        const partner = await this.pos.joinClub({request});
        if (partner !== undefined) {
            this.clickPartner(partner || this.props.partner);
        }
    },

    async searchPartner() {
        const member = await this.pos.memberDesk.find(this.state.query || "");
        const result = await super.searchPartner();
        if (!member || result.includes(member)) {
            return result;
        }
        if (!this.loadedPartnerIds.has(member.id)) {
            this.loadedPartnerIds.add(member.id);
            this.state.loadedPartners.push(member);
        }
        return [member, ...result];
    },
});
