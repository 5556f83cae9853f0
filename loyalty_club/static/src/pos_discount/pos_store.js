import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";

/*
 * Loaded after all modules. Odoo counts the points of its programmes anew after a
 * discount on the whole receipt, if `pos_discount` is loaded before `pos_loyalty`:
 * so it is by their names, but not beside an application that depends on the latter.
 */
patch(PosStore.prototype, {
    async applyDiscount() {
        await super.applyDiscount(...arguments);
        await this.updatePrograms();
    },
});
