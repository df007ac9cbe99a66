package io.roundtable.http.sandboxkey;

import io.roundtable.contract.Check;
import org.jspecify.annotations.Nullable;

/**
 * The body of a key to make.
 *
 * @param name for people, 1 to 100 characters; null for none
 */
record KeyGiven(@Nullable String name) {

    KeyGiven {
        new Check().text("name", name, 1, 100).done();
    }
}
