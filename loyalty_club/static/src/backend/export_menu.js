import {Component} from "@odoo/owl";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";
import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

const EXPORTED = {
    "loyalty.club.member": "member",
    "loyalty.club.entry": "entry",
    "loyalty.club.earning": "purchase",
};

/** Downloads all that the list shows, page after page, as one spreadsheet. */
export class ExportMenu extends Component {
    static template = "loyalty_club.ExportMenu";
    static components = {DropdownItem};
    static props = {};

    setup() {
        this.ui = useService("ui");
    }

    async onSelected() {
        const {domain, resModel} = this.env.searchModel;
        this.ui.block();
        try {
            await download({
                url: `/loyalty_club/export/${EXPORTED[resModel]}`,
                data: {
                    domain: JSON.stringify(domain),
                    companies: JSON.stringify(user.activeCompanies.map(({id}) => id)),
                },
            });
        } finally {
            this.ui.unblock();
        }
    }
}

registry.category("cogMenu").add(
    "loyalty-club-export",
    {
        Component: ExportMenu,
        groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
        isDisplayed: async ({config, searchModel}) =>
            ["kanban", "list"].includes(config.viewType) &&
            searchModel.resModel in EXPORTED &&
            (await user.hasGroup("base.group_allow_export")),
    },
    {sequence: 11}
);
