package io.roundtable.runtime.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an answer: its status decides, its body only explains. */
final class Answers {

    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_DETAIL_BYTES = 1_024;
    private static final int GONE = 410;
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final InstantSource clock;

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    /** What it means. No more than 64 KiB of a body are read; whoever closes the answer must not drain the rest. */
    Outcome read(ClassicHttpResponse response) {
        String detail = text(body(response));
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(status);
        }
        if (status == GONE) {
            return new Outcome.Gone(detail);
        }
        return new Outcome.Failed(Outcome.Kind.STATUS, status, detail, retryAfter(response));
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        int status = response.getCode();
        Header header = status == 429 || status == 503 ? response.getFirstHeader("Retry-After") : null;
        return header == null ? null : RetryAfter.parse(header.getValue(), clock.instant());
    }

    /** The first KiB. Reading on until the end, if that isn't far, lets the connection be used again. */
    private static byte[] body(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        byte[] first = new byte[0];
        if (entity == null) {
            return first;
        }
        try {
            InputStream body = entity.getContent();
            first = body.readNBytes(MAX_DETAIL_BYTES);
            // One byte more, so that an end is seen that is just there.
            body.readNBytes(MAX_BODY_BYTES - first.length + 1);
        } catch (IOException e) {
            LOG.debug("The answer's body broke off; its status counts all the same", e);
        }
        return first;
    }

    /** As it can be kept in a database and shown: UTF-8, without control characters. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    }
}
