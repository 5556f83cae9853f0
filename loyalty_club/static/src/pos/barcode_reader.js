import {BarcodeReader} from "@point_of_sale/app/services/barcode_reader_service";
import {memberNumber} from "@loyalty_club/pos/figures";
import {patch} from "@web/core/utils/patch";

patch(BarcodeReader.prototype, {
    /** A code that leads to the page of a card means the member whose card it is. */
    async _scan(code) {
        return super._scan((code && memberNumber(code)) || code);
    },
});
