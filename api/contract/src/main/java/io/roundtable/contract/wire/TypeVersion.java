package io.roundtable.contract.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code ce_type}, taken apart.
 *
 * @param name such as {@code io.roundtable.message.sent}
 * @param version from 1
 */
record TypeVersion(String name, int version) {

    private static final Pattern FORM = Pattern.compile("(.+)\\.v([1-9][0-9]{0,3})");

    /** @throws IllegalArgumentException where it isn't of that form */
    static TypeVersion of(String type) {
        Matcher matcher = FORM.matcher(type);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(type + " doesn't end in a version, such as .v1");
        }
        return new TypeVersion(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    TypeVersion next() {
        return new TypeVersion(name, version + 1);
    }

    @Override
    public String toString() {
        return name + ".v" + version;
    }
}
