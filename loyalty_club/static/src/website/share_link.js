import {Interaction} from "@web/public/interaction";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/**
 * Hands a link to the other programs of a telephone. Where there is no such thing, or no
 * script, the link stands there to be copied.
 */
export class ShareLink extends Interaction {
    static selector = ".o_loyalty_club_share";
    dynamicContent = {
        _root: {
            "t-on-click": this.onClick,
            "t-att-class": () => ({"d-none": !browser.navigator.share}),
        },
    };

    async onClick() {
        const {url, title, text} = this.el.dataset;
        try {
            await this.waitFor(browser.navigator.share({url, title, text}));
        } catch (error) {
            // Who changes his mind has not failed.
            if (error.name !== "AbortError") {
                throw error;
            }
        }
    }
}

registry.category("public.interactions").add("loyalty_club.share_link", ShareLink);
