import {ProductScreen} from "@point_of_sale/app/screens/product_screen/product_screen";
import {patch} from "@web/core/utils/patch";

patch(ProductScreen.prototype, {
    /** The card of a member is scanned as a customer's own barcode is. */
    async _getPartnerByBarcode(code) {
        const customer = this.pos.models["res.partner"].getBy("barcode", code.code);
        const member = !customer && (await this.pos.memberDesk.find(code.code));
        return member || super._getPartnerByBarcode(...arguments);
    },
});
