import {ClubButton} from "@loyalty_club/pos/club_button";
import {JoinButton} from "@loyalty_club/pos/join_button";
import {MemberBadge} from "@loyalty_club/pos/member_badge";
import {PaymentScreen} from "@point_of_sale/app/screens/payment_screen/payment_screen";

PaymentScreen.components = {
    ...PaymentScreen.components,
    ClubButton,
    JoinButton,
    MemberBadge,
};
