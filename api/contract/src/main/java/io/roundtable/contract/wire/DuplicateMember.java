package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/** An object has two members of one name: whichever were taken, somebody on the way may take the other. */
final class DuplicateMember extends JsonParseException {

    private static final long serialVersionUID = 1L;

    private final String path;

    DuplicateMember(JsonParser parser, String path) {
        super(parser, path + " is given more than once");
        this.path = path;
    }

    /** With dots between names, and indexes in brackets. */
    String path() {
        return path;
    }
}
