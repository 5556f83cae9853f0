/**
 * Requests to join that wait for a connection, or for a cashier: they outlive a reload.
 *
 * A request stays until it is answered or the cashier gives it up. One that the server
 * has refused has the reason with it, and waits for the cashier.
 */
export class JoinQueue {
    constructor(storage, key) {
        this.storage = storage;
        this.key = key;
    }

    /** All requests, those that came first in front. */
    all() {
        try {
            return JSON.parse(this.storage.getItem(this.key)) || [];
        } catch {
            // Somebody else has written there: nothing of ours.
            return [];
        }
    }

    /** Those that nobody has refused. */
    waiting() {
        return this.all().filter(({refusal}) => !refusal);
    }

    /** Keep a request; the same one again replaces what is known of it. */
    keep(request) {
        this._store([...this._others(request.uuid), request]);
    }

    /** Note why a request can't be answered as it is. */
    refuse(uuid, refusal) {
        this._store(
            this.all().map((each) => (each.uuid === uuid ? {...each, refusal} : each))
        );
    }

    /** Forget a request. */
    drop(uuid) {
        this._store(this._others(uuid));
    }

    _others(uuid) {
        return this.all().filter((each) => each.uuid !== uuid);
    }

    _store(requests) {
        this.storage.setItem(this.key, JSON.stringify(requests));
    }
}
