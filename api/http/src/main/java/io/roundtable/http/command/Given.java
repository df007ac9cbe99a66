package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Command;

/**
 * A command as a request gives it.
 *
 * @param asked the request's own fields as parsed, for the fingerprint
 * @param resourceId of what the command is about, for the answer to who doesn't wait
 * @param keySuffix what tells apart the commands of one request; empty where there is but one
 */
public record Given(HttpRequest<?> request, Command command, Object asked, String resourceId, String keySuffix) {

    public static Given of(HttpRequest<?> request, Command command, Object asked) {
        return new Given(request, command, asked, command.subject(), "");
    }
}
