package io.roundtable.contract.workspace;

import java.util.regex.Pattern;

/** URLs as settings may hold them: no user information and no query, which is where keys are smuggled in. */
final class Urls {

    static final Pattern PLAIN_HTTP = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#@]*)?");

    static final String WANTED = "must be an http or https URL without user information, query or fragment";

    private Urls() {}
}
