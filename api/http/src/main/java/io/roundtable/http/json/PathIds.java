package io.roundtable.http.json;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.UserId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.function.Function;

/** Ids in paths: one that can't be an id names nothing, so it isn't found. */
public final class PathIds {

    private PathIds() {}

    public static MessageId message(String text) {
        return parse(text, MessageId::new, ProblemCode.MESSAGE_NOT_FOUND);
    }

    public static UserId user(String text) {
        return parse(text, UserId::new, ProblemCode.USER_NOT_FOUND);
    }

    public static CommandId command(String text) {
        return parse(text, CommandId::new, ProblemCode.COMMAND_NOT_FOUND);
    }

    private static <T> T parse(String text, Function<String, T> constructor, ProblemCode otherwise) {
        try {
            return constructor.apply(text);
        } catch (InvalidInput e) {
            throw ProblemException.of(otherwise);
        }
    }
}
