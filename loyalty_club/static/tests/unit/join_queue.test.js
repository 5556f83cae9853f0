import {describe, expect, test} from "@odoo/hoot";
import {JoinQueue} from "@loyalty_club/pos/join_queue";

const KEY = "joining";
const SARA = {uuid: "1", name: "Sara"};
const ALI = {uuid: "2", name: "Ali"};

function memory() {
    const kept = {};
    return {
        kept,
        getItem: (key) => kept[key] ?? null,
        setItem: (key, value) => {
            kept[key] = value;
        },
    };
}

describe("requests to join that wait", () => {
    test("outlive whoever kept them", () => {
        const storage = memory();
        new JoinQueue(storage, KEY).keep(SARA);
        expect(new JoinQueue(storage, KEY).all()).toEqual([SARA]);
        expect(new JoinQueue(storage, "another till").all()).toEqual([]);
    });

    test("keep their order, and are there once", () => {
        const queue = new JoinQueue(memory(), KEY);
        queue.keep(SARA);
        queue.keep(ALI);
        queue.keep({...SARA, mobile: "12"});
        expect(queue.all()).toEqual([ALI, {...SARA, mobile: "12"}]);
    });

    test("stay when they are refused, with the reason", () => {
        const queue = new JoinQueue(memory(), KEY);
        queue.keep(SARA);
        queue.keep(ALI);
        queue.refuse("1", "No number.");
        expect(queue.all()[0]).toEqual({...SARA, refusal: "No number."});
        expect(queue.waiting()).toEqual([ALI]);
    });

    test("go when they are answered or given up", () => {
        const queue = new JoinQueue(memory(), KEY);
        queue.keep(SARA);
        queue.drop("1");
        queue.drop("unknown");
        expect(queue.all()).toEqual([]);
    });

    test("are none where something else is stored", () => {
        const storage = memory();
        storage.kept[KEY] = "{broken";
        const queue = new JoinQueue(storage, KEY);
        expect(queue.all()).toEqual([]);
        queue.keep(SARA);
        expect(queue.all()).toEqual([SARA]);
    });
});
