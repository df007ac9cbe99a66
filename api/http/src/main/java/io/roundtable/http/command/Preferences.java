package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.http.HttpSettings;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers about the answer to its write ({@code Prefer}, RFC 7240).
 *
 * @param async whether it wants 202 as soon as the log has the command
 * @param patience how long the outcome is waited for otherwise
 * @param applied for {@code Preference-Applied}; null where nothing was preferred
 */
record Preferences(
        boolean async, Duration patience, @Nullable String applied) {

    private static final String AWAITED = "roundtable.awaited";

    /**
     * Passes over, from now on, what a request prefers about not waiting: its answer shows what can't be shown later, or
     * there is something left to do once it is decided.
     */
    static void awaitAnyway(HttpRequest<?> request) {
        request.setAttribute(AWAITED, true);
    }

    static Preferences of(HttpRequest<?> request, HttpSettings settings) {
        var said = said(request, settings);
        boolean isShort = said.async || said.patience.compareTo(settings.defaultWait()) < 0;
        return isShort && request.getAttribute(AWAITED).isPresent()
                ? new Preferences(false, settings.defaultWait(), null)
                : said;
    }

    private static Preferences said(HttpRequest<?> request, HttpSettings settings) {
        boolean async = false;
        Duration wait = settings.defaultWait();
        String applied = null;
        for (String header : request.getHeaders().getAll("Prefer")) {
            for (String preference : header.split(",", -1)) {
                String name = preference
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .split(";", -1)[0]
                        .strip();
                if (name.equals("respond-async")) {
                    async = true;
                    applied = "respond-async";
                } else if (name.startsWith("wait=")) {
                    Duration wanted = seconds(name.substring("wait=".length()));
                    wait = wanted == null ? wait : wanted;
                    applied = async || wanted == null ? applied : "wait=" + wait.toSeconds();
                }
            }
        }
        return new Preferences(async, wait, applied);
    }

    /** Null where it isn't a wait: a preference that can't be read is passed over, not refused. */
    private static @Nullable Duration seconds(String text) {
        try {
            int seconds = Integer.parseInt(text.replace("\"", ""));
            return seconds < 0 ? null : Duration.ofSeconds(Math.min(seconds, HttpSettings.MAX_WAIT.toSeconds()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
