import {Component, useState} from "@odoo/owl";
import {points, pointsInSteps, typedNumber} from "@loyalty_club/pos/figures";

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
        this.state = useState({number: pointsInSteps(reward.most, reward)});
    }

    /** As much as can be used now: the receipt may have changed since. */
    get number() {
        return pointsInSteps(this.state.number, this.props.reward);
    }

    get text() {
        return points(this.number);
    }

    get worth() {
        return this.props.money(this.number * this.props.reward.worth);
    }

    get most() {
        return pointsInSteps(this.props.reward.most, this.props.reward);
    }

    move(steps) {
        this.state.number = this.number + steps * this.stride;
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
        this.state.number = Number(event.target.value);
    }

    onType(event) {
        this.state.number = typedNumber(event.target.value);
        event.target.value = this.text;
    }

    onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.onType(event);
            this.props.use(this.number);
        }
    }
}
