package io.roundtable.contract.workspace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roundtable.contract.InvalidInput;
import java.util.regex.Pattern;

/**
 * Where a secret is to be found, never the secret: settings go into the log, which forgets nothing.
 *
 * @param value {@code env:NAME}, {@code file:/path}, {@code vault:path#field} or {@code secret:name}, at most 255
 *     characters
 */
public record SecretRef(@JsonValue String value) {

    private static final Pattern SYNTAX = Pattern.compile(
            "env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:/[A-Za-z0-9._/-]{1,249}|vault:[A-Za-z0-9._/-]{1,180}#[A-Za-z0-9._-]{1,64}"
                + "|secret:[A-Za-z0-9._/-]{1,200}");

    /** @throws InvalidInput where the value looks like anything but a reference */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SecretRef {
        if (!SYNTAX.matcher(value).matches()) {
            throw new InvalidInput(
                    "", "must refer to a secret (env:NAME, file:/path, vault:path#field or secret:name), not be one");
        }
    }
}
