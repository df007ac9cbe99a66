package io.roundtable.http.json;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.UserId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Ids in paths: one that can't be an id names nothing, so it isn't found. */
public final class PathIds {

    private static final Pattern DEAD_LETTER = Pattern.compile("dl_[0-9a-z]{10,32}");

    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

    private PathIds() {}

    public static MessageId message(String text) {
        return parse(text, MessageId::new, ProblemCode.MESSAGE_NOT_FOUND);
    }

    /** {@code dl_} and what follows it in ids. */
    public static String deadLetter(String text) {
        if (!DEAD_LETTER.matcher(text).matches()) {
            throw ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND);
        }
        return text;
    }

    public static SubscriptionId subscription(String text) {
        return parse(text, SubscriptionId::new, ProblemCode.SUBSCRIPTION_NOT_FOUND);
    }

    /** Of an event that was given up: its sequence, 1 or more. */
    public static long deadEvent(String text) {
        if (!SEQUENCE.matcher(text).matches()) {
            throw ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND);
        }
        return Long.parseLong(text);
    }

    public static UserId user(String text) {
        return parse(text, UserId::new, ProblemCode.USER_NOT_FOUND);
    }

    public static CommandId command(String text) {
        return parse(text, CommandId::new, ProblemCode.COMMAND_NOT_FOUND);
    }

    public static KeyId key(String text) {
        return parse(text, KeyId::new, ProblemCode.KEY_NOT_FOUND);
    }

    private static <T> T parse(String text, Function<String, T> constructor, ProblemCode otherwise) {
        try {
            return constructor.apply(text);
        } catch (InvalidInput e) {
            throw ProblemException.of(otherwise);
        }
    }
}
