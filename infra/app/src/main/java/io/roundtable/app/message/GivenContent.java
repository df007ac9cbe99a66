package io.roundtable.app.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.roundtable.app.OneLine;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as somebody gives it on the command line: kept byte for byte. */
public final class GivenContent {
    private static final String STANDARD_INPUT = "-";
    /** More than any server takes, so that it and not we say what is too much; and still a bound. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private GivenContent() {}

    /**
     * The JSON that an argument holds or, where it is a dash, standard input.
     *
     * @throws UserError where it isn't JSON
     */
    public static RawJson of(String argument, Terminal terminal) {
        return parse(argument.equals(STANDARD_INPUT) ? read(terminal) : argument.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(Terminal terminal) {
        try {
            byte[] bytes = terminal.in().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UserError("standard input holds more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawJson parse(byte[] bytes) {
        try {
            return Json.shared().readValue(bytes, RawJson.class);
        } catch (JsonProcessingException e) {
            throw notJson(String.valueOf(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw notJson(String.valueOf(e.getMessage()), e);
        }
    }

    private static UserError notJson(String reason, IOException cause) {
        return new UserError(
                "the content is not JSON (%s); a text stands in double quotes, as in '\"Hello\"'"
                        .formatted(OneLine.of(reason)),
                cause);
    }
}
