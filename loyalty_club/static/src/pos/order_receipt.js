import {balance, barcodePicture, cardNumber} from "@loyalty_club/pos/figures";
import {expiring, points, until} from "@loyalty_club/pos/figures";
import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {patch} from "@web/core/utils/patch";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

patch(OrderReceipt.prototype, {
    setup() {
        super.setup(...arguments);
        this.memberDesk = usePos().memberDesk;
    },

    /**
     * The cards to print: as the server has answered, with what this receipt has
     * earned; or, while it could not be asked, as they were known.
     */
    get loyaltyClubCards() {
        if (!this.order.finalized) {
            return [];
        }
        const cards =
            this.order.raw._loyalty_club_cards ||
            this.memberDesk
                .cardsOf(this.order.getPartner())
                .filter((card) => !card.is_suspended)
                .map((card) => ({...card, isFollowing: true}));
        return cards.map((card) => ({
            ...card,
            picture: barcodePicture(card.bars),
            number: cardNumber(card.number),
            balance: balance(card),
            earned: card.earned && points(card.earned),
            pending: card.pending && points(card.pending),
            used: card.used && points(-card.used),
            expiring: expiring(card),
            received: (card.received || []).map((coupon) => ({
                ...coupon,
                until: until(coupon),
            })),
        }));
    },

    /** Whether somebody has joined with this receipt who has no card yet. */
    get isLoyaltyClubWaiting() {
        return this.memberDesk.queue
            .all()
            .some(({order_uuid: uuid}) => uuid === this.order.uuid);
    },
});
