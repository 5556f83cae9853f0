import {ClubButton} from "@loyalty_club/pos/club_button";
import {JoinButton} from "@loyalty_club/pos/join_button";
import {MemberBadge} from "@loyalty_club/pos/member_badge";
import {SelectPartnerButton} from "@point_of_sale/app/screens/product_screen/control_buttons/select_partner_button/select_partner_button";

SelectPartnerButton.components = {
    ...SelectPartnerButton.components,
    ClubButton,
    JoinButton,
    MemberBadge,
};
