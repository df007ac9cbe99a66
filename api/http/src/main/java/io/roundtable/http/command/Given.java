package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Command;

/**
 * A command as a request gives it.
 *
 * @param asked the request's own fields as parsed, for the fingerprint
 * @param resourceId of what the command is about, for the answer to who doesn't wait
 * @param part which of the request's commands it is
 */
public record Given(HttpRequest<?> request, Command command, Object asked, String resourceId, Part part) {

    public static Given of(HttpRequest<?> request, Command command, Object asked) {
        return of(request, command, asked, command.subject());
    }

    /** One that is waited for though its client may prefer not to: not all of what it asks for is done by its command. */
    public static Given awaited(HttpRequest<?> request, Command command, Object asked) {
        Preferences.awaitAnyway(request);
        return of(request, command, asked);
    }

    public static Given of(HttpRequest<?> request, Command command, Object asked, String resourceId) {
        return new Given(request, command, asked, resourceId, Part.WHOLE);
    }

    /**
     * A command's place in a request that holds several.
     *
     * @param index negative where the request holds but one
     * @param digest of all that the request asks for, so that its key is good for the whole alone
     */
    public record Part(int index, String digest) {

        static final Part WHOLE = new Part(-1, "");

        /** Of a request whose commands do nothing twice by themselves: its key isn't looked at. */
        public static final Part UNKEYED = new Part(-2, "");

        /** What no key can end in: a header has no line break. */
        String keySuffix() {
            return index < 0 ? "" : "\n" + index;
        }
    }
}
