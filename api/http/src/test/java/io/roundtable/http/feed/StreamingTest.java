package io.roundtable.http.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.feed.FeedStream.Batch;
import io.roundtable.http.feed.FeedStream.Pace;
import io.roundtable.http.feed.WorkspaceEvents.Found;
import io.roundtable.http.log.RecordedEvents;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** One connection: what it is written, when, and when it ends. */
@Timeout(30)
final class StreamingTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final String SENT = "io.roundtable.message.sent.v1";
    private static final String REMOVED = "io.roundtable.member.removed.v1";
    private static final Pace SOON = new Pace(Duration.ofMillis(50), Duration.ofMillis(300));
    private static final String OVER = "over";

    private final RecordedEvents log = new RecordedEvents();
    private final LiveFeeds feeds = new LiveFeeds(RecordedEvents.LAYOUT, RecordedEvents.places(), 1_000_000);
    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    private final Connection connection = new Connection();
    private final CompletableFuture<Frames> opened = new CompletableFuture<>();
    private final CompletableFuture<Thread> stream = new CompletableFuture<>();
    private volatile boolean isMember = true;

    @AfterEach
    void hangUp() {
        connection.cancel();
    }

    @Test
    void shouldWriteTheIdThatItBeginsAtAndThenWhatComes() throws InterruptedException {
        // Given
        open(FeedFilter.NONE, 0);
        connection.request(Long.MAX_VALUE);

        // When
        feeds.onRecord(log.append(LAB, SENT, "{\"a\":\n1}", 0));

        // Then
        assertThat(next()).isEqualTo("retry: 2000\n\nid: #0\n\n");
        assertThat(nextEvent())
                .startsWith("event: message\nid: #1\ndata: {\"specversion\":\"1.0\"")
                .endsWith("\"data\":{\"a\":\ndata: 1}}\n\n");
    }

    @Test
    void shouldLeadPastWhatIsLeftOutWithEachBeat() throws InterruptedException {
        // Given
        open(new FeedFilter(Set.of(REMOVED), null, null), 0);
        connection.request(Long.MAX_VALUE);

        // When
        feeds.onRecord(log.append(LAB, SENT, "{}", 0));

        // Then
        String frame = next();
        while (!frame.contains("id: #1")) {
            frame = next();
        }
        assertThat(frame).isEqualTo(": heartbeat\n\nid: #1\n\n");
    }

    @Test
    void shouldReadTheLogForWhatItHasMissedAndHandBackWhatItRead() throws InterruptedException {
        // Given
        for (int n = 0; n < 5; n++) {
            feeds.onRecord(log.append(LAB, SENT, "{}", 0));
        }

        // When
        open(FeedFilter.NONE, 2);
        connection.request(Long.MAX_VALUE);

        // Then
        assertThat(nextEvent()).contains("id: #3\n");
        assertThat(nextEvent()).contains("id: #4\n");
        assertThat(nextEvent()).contains("id: #5\n");
    }

    @Test
    void shouldEndWhoTakesNothing() throws InterruptedException {
        // Given
        open(FeedFilter.NONE, 0);
        connection.request(1);

        // When: there is room for the first frame alone
        feeds.onRecord(log.append(LAB, SENT, "{}", 0));
        feeds.onRecord(log.append(LAB, SENT, "{}", 0));
        assertThat(next()).startsWith("retry");
        stream.join().join();
        connection.request(Long.MAX_VALUE);

        // Then: nothing was kept for it but the end
        assertThat(next()).isEqualTo("event: end\ndata: {\"code\":\"too_slow\"}\n\n");
        assertThat(next()).isEqualTo(OVER);
    }

    @Test
    void shouldTellNothingToAMemberWhoIsRemoved() throws InterruptedException {
        // Given
        open(FeedFilter.NONE, 0);
        connection.request(Long.MAX_VALUE);
        feeds.onRecord(log.append(LAB, SENT, "{}", 0));
        assertThat(nextEvent()).contains("id: #1\n");

        // When
        isMember = false;
        feeds.onRecord(log.append(LAB, REMOVED, "{}", 0));
        feeds.onRecord(log.append(LAB, SENT, "{}", 0));

        // Then
        assertThat(nextEvent()).isEqualTo("event: end\ndata: {\"code\":\"workspace_not_found\"}\n\n");
        assertThat(next()).isEqualTo(OVER);
    }

    @Test
    void shouldSayWhenItsNodeCloses() throws InterruptedException {
        // Given
        open(FeedFilter.NONE, 0);
        connection.request(Long.MAX_VALUE);
        assertThat(next()).startsWith("retry");

        // When
        opened.join().endSoon(FeedStream.CLOSING);

        // Then
        assertThat(nextEvent()).isEqualTo("event: end\ndata: {\"code\":\"node_closing\"}\n\n");
        assertThat(next()).isEqualTo(OVER);
    }

    private void open(FeedFilter filter, long start) {
        Flux.<byte[]>create(sink -> {
                    var frames = new Frames(sink);
                    opened.complete(frames);
                    sink.onRequest(_ -> frames.call());
                    sink.onCancel(frames::over);
                    var feed = feeds.join(LAB, 0, frames::call);
                    var following = new FeedStream(new Visit(filter), frames, feed, SOON, start);
                    stream.complete(Thread.ofVirtual().start(following));
                })
                .subscribe(connection);
    }

    private String next() throws InterruptedException {
        String frame = came.poll(10, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        return frame == null ? "" : frame;
    }

    private String nextEvent() throws InterruptedException {
        String frame = next();
        while (!frame.startsWith("event: ")) {
            frame = next();
        }
        return frame;
    }

    /** Takes as much as it is told to. */
    private final class Connection extends BaseSubscriber<byte[]> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // asks for nothing by itself
        }

        @Override
        protected void hookOnNext(byte[] frame) {
            came.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        protected void hookOnComplete() {
            came.add(OVER);
        }
    }

    private final class Visit implements FeedStream.Given {

        private final FeedFilter filter;

        Visit(FeedFilter filter) {
            this.filter = filter;
        }

        @Override
        public FeedFilter filter() {
            return filter;
        }

        @Override
        public Batch read(long after, long to) {
            var events = log.all().stream()
                    .filter(event -> event.sequence() > after && event.sequence() <= to)
                    .toList();
            return new Batch(new Found(List.copyOf(events), to, 0), () -> {});
        }

        @Override
        public void admit() {
            if (!isMember) {
                throw ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND);
            }
        }

        @Override
        public void tells(long sequence) {}

        @Override
        public String id(long sequence) {
            return "#" + sequence;
        }
    }
}
