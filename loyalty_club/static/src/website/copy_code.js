import {Interaction} from "@web/public/interaction";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/**
 * Copies the code of a coupon. Without a script there is no button, and the code can be
 * marked and copied as any text.
 */
export class CopyCode extends Interaction {
    static selector = ".o_loyalty_club_copy";
    dynamicContent = {
        _root: {"t-on-click": this.onClick},
        ".o_copy": {"t-att-class": () => ({"d-none": this.isCopied})},
        ".o_copied": {"t-att-class": () => ({"d-none": !this.isCopied})},
    };

    setup() {
        this.isCopied = false;
    }

    start() {
        this.el.classList.toggle("d-none", !browser.navigator.clipboard);
    }

    async onClick() {
        await this.waitFor(browser.navigator.clipboard.writeText(this.el.dataset.code));
        this.isCopied = true;
    }
}

registry.category("public.interactions").add("loyalty_club.copy_code", CopyCode);
