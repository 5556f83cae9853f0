import {Component, useState} from "@odoo/owl";
import {isolated, points, pointsInSteps, typedNumber} from "@loyalty_club/pos/figures";
import {_t} from "@web/core/l10n/translation";

/** How many points a member uses: by slider, in steps, or typed. */
export class PointsInput extends Component {
    static template = "loyalty_club.PointsInput";
    static props = {
        reward: Object,
        money: Function,
        isBusy: Boolean,
        use: Function,
    };

    setup() {
        const {reward} = this.props;
        this.state = useState({
            number: pointsInSteps(reward.most, reward),
            // What somebody types stays as it is until he is done.
            typed: null,
        });
    }

    /** As much as can be used now: the receipt may have changed since. */
    get number() {
        return pointsInSteps(this.state.number, this.props.reward);
    }

    get text() {
        return this.state.typed ?? points(this.number);
    }

    get worth() {
        const amount = this.props.money(this.number * this.props.reward.worth);
        return _t("Use for %s", isolated(amount));
    }

    get most() {
        return pointsInSteps(this.props.reward.most, this.props.reward);
    }

    move(steps) {
        this.choose(this.number + steps * this.stride);
    }

    choose(number, typed = null) {
        Object.assign(this.state, {number, typed});
    }

    /** Buttons move by a tenth of what there is, in whole steps. */
    get stride() {
        const {step} = this.props.reward;
        return Math.max(Math.round((this.most - this.least) / 10 / step), 1) * step;
    }

    get least() {
        return this.props.reward.fewest;
    }

    onSlide(event) {
        this.choose(Number(event.target.value));
    }

    onInput(event) {
        this.choose(typedNumber(event.target.value), event.target.value);
    }

    onChange() {
        this.choose(this.number);
    }

    onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.onChange();
            this.props.use(this.number);
        }
    }
}
