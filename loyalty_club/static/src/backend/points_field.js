import {registry} from "@web/core/registry";
import {IntegerField, integerField} from "@web/views/fields/integer/integer_field";

/**
 * Points that came or went: with their sign, which stays in front of the digits in
 * right-to-left text, too.
 */
export class PointsField extends IntegerField {
    static template = "loyalty_club.PointsField";
    static props = {
        ...IntegerField.props,
        placeholder: {type: String, optional: true},
        unsigned: {type: Boolean, optional: true},
    };

    get formattedValue() {
        const text = super.formattedValue;
        if (!this.props.readonly) {
            // Nothing to give or take yet: the placeholder tells what to type.
            return this.value ? text : "";
        }
        const sign = this.value > 0 && !this.props.unsigned ? "+" : "";
        return `\u2066${sign}${text}\u2069`;
    }
}

export const pointsField = {
    ...integerField,
    component: PointsField,
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...integerField.extractProps(fieldInfo, dynamicInfo),
        placeholder: fieldInfo.placeholder,
        unsigned: Boolean(fieldInfo.options.unsigned),
    }),
};

registry.category("fields").add("loyalty_club_points", pointsField);
