package io.roundtable.http.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.http.log.RecordedEvents;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What followers are told of from memory is complete, or they are told to read the log. */
final class LiveFeedsTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final WorkspaceId OTHER = new WorkspaceId("ws_elsewhere001");
    private static final String SENT = "io.roundtable.message.sent.v1";

    private final RecordedEvents log = new RecordedEvents();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void shouldTellOfWhatCameSinceSomebodyFollowed() {
        // Given
        var feeds = feeds(1_000_000);
        feeds.onRecord(said(LAB));
        var feed = feeds.join(LAB, 1, calls::incrementAndGet);

        // When
        feeds.onRecord(said(OTHER));
        feeds.onRecord(said(LAB));

        // Then
        assertThat(feed.after(1)).extracting(LoggedEvent::sequence).containsExactly(3L);
        assertThat(feed.after(3)).isEmpty();
        assertThat(feed.after(0)).isNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldHaveTheLogReadBehindAGap() {
        // Given
        var feeds = feeds(1_000_000);
        feeds.onRecord(said(LAB));
        var feed = feeds.join(LAB, 1, calls::incrementAndGet);

        // When
        said(LAB);
        feeds.onRecord(said(LAB));

        // Then
        assertThat(feed.after(1)).isNull();
        assertThat(feed.from()).isEqualTo(2);
        assertThat(feed.after(2)).extracting(LoggedEvent::sequence).containsExactly(3L);
    }

    @Test
    void shouldHaveTheLogReadWhereItsTailHasNotBegun() {
        // Given: the tables know of more than the node has heard
        var feeds = feeds(1_000_000);

        // When
        var feed = feeds.join(LAB, 7, calls::incrementAndGet);

        // Then
        assertThat(feed.after(3)).isNull();
        assertThat(feed.after(7)).isEmpty();
    }

    @Test
    void shouldForgetTheOldestWhereAllFeedsHoldTooMuch() {
        // Given
        var first = said(LAB);
        var feeds = feeds(first.bytes() * 2L);
        var feed = feeds.join(LAB, 0, calls::incrementAndGet);
        feeds.onRecord(first);

        // When
        feeds.onRecord(said(LAB));
        feeds.onRecord(said(LAB));

        // Then
        assertThat(feed.after(0)).isNull();
        assertThat(feed.after(1)).extracting(LoggedEvent::sequence).containsExactly(2L, 3L);
    }

    @Test
    void shouldNotTellTwiceOfWhatTheTailReadsAgain() {
        // Given
        var feeds = feeds(1_000_000);
        var feed = feeds.join(LAB, 0, calls::incrementAndGet);
        var event = said(LAB);

        // When
        feeds.onRecord(event);
        feeds.onRecord(event);

        // Then
        assertThat(feed.after(0)).hasSize(1);
        assertThat(feeds.heard(LAB)).isEqualTo(1);
    }

    @Test
    void shouldHoldNothingOnceNobodyFollows() {
        // Given
        var feeds = feeds(1_000_000);
        Runnable follower = calls::incrementAndGet;
        feeds.join(LAB, 0, follower);
        feeds.onRecord(said(LAB));

        // When
        feeds.leave(LAB, follower);

        // Then
        assertThat(feeds.heldBytes()).isZero();
        assertThat(feeds.join(LAB, 1, follower).after(0)).isNull();
    }

    private LoggedEvent said(WorkspaceId workspace) {
        return log.append(workspace, SENT, "{\"x\":1}", 0);
    }

    private static LiveFeeds feeds(long maxBytes) {
        return new LiveFeeds(RecordedEvents.LAYOUT, RecordedEvents.places(), maxBytes);
    }
}
