import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * The tier of a member, and how far it is to the next one. `compact`: the tier alone.
 */
export class TierField extends Component {
    static template = "loyalty_club.TierField";
    static props = {
        ...standardFieldProps,
        compact: {type: Boolean, optional: true},
    };

    get data() {
        return this.props.record.data;
    }

    get name() {
        return this.data[this.props.name]?.display_name || "";
    }

    get percent() {
        return Math.round(this.data.tier_progress);
    }
}

export const tierField = {
    component: TierField,
    supportedTypes: ["many2one"],
    fieldDependencies: [
        {name: "tier_color", type: "char"},
        {name: "tier_progress", type: "float"},
        {name: "tier_message", type: "char"},
        {name: "tier_until", type: "date"},
    ],
    extractProps: ({options}) => ({compact: Boolean(options.compact)}),
};

registry.category("fields").add("loyalty_club_tier", tierField);
