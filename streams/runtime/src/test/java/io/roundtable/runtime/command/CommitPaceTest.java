package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {

    private static final Duration LEAST = Duration.ofMillis(5);

    private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
    private long now = Duration.ofHours(1).toNanos();
    private final CommitPace pace = new CommitPace(LEAST, () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void commitTaking(Duration time) {
        long began = now;
        pass(time);
        pace.committed(began);
        context.resetCommit();
    }

    private CapturedPunctuator waiting() {
        assertThat(context.scheduledPunctuators()).isNotEmpty();
        return context.scheduledPunctuators().getLast();
    }

    @Test
    void shouldCommitAtOnceWhatComesFirst() {
        // When
        pace.processed(context);

        // Then
        assertThat(context.committed()).isTrue();
        assertThat(context.scheduledPunctuators()).isEmpty();
    }

    @Test
    void shouldCommitAtOnceWhatComesAfterAQuietMoment() {
        // Given
        commitTaking(Duration.ofMillis(20));
        pass(Duration.ofMillis(60));

        // When
        pace.processed(context);

        // Then
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldDecideThreeTimesAsLongAsTheLastCommitTook() {
        // Given
        commitTaking(Duration.ofMillis(20));
        pass(Duration.ofMillis(10));

        // When
        pace.processed(context);
        pass(Duration.ofMillis(10));
        pace.processed(context);

        // Then
        assertThat(context.committed()).isFalse();
        assertThat(context.scheduledPunctuators()).hasSize(1);
        assertThat(waiting().getInterval()).isEqualTo(Duration.ofMillis(50));

        // When
        waiting().getPunctuator().punctuate(0);

        // Then
        assertThat(context.committed()).isTrue();
        assertThat(waiting().cancelled()).isTrue();
    }

    @Test
    void shouldWaitAsLongAsIsSetWhereCommitsTakeLess() {
        // Given
        commitTaking(Duration.ofMillis(1));

        // When
        pace.processed(context);

        // Then
        assertThat(waiting().getInterval()).isEqualTo(LEAST);
    }

    @Test
    void shouldNotLetOneLongCommitHoldUpTheNext() {
        // Given
        commitTaking(Duration.ofSeconds(9));

        // When
        pace.processed(context);

        // Then
        assertThat(waiting().getInterval()).isEqualTo(CommitPace.LONGEST);
    }

    @Test
    void shouldForgetWhatItWaitedForOnceAnotherHasCommitted() {
        // Given
        commitTaking(Duration.ofMillis(40));
        pace.processed(context);

        // When
        commitTaking(Duration.ofMillis(40));

        // Then
        assertThat(waiting().cancelled()).isTrue();

        // When
        pace.processed(context);

        // Then
        assertThat(context.scheduledPunctuators()).hasSize(2);
    }

    @Test
    void shouldKeepTheTimeOfEachThread() throws InterruptedException {
        // Given
        commitTaking(Duration.ofMillis(40));

        // When
        Thread other = Thread.ofPlatform().start(() -> pace.processed(context));
        other.join();

        // Then
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldWaitForRecordsNoLongerThanUntilItIsToCommit() {
        // Given
        var most = Duration.ofMillis(100);
        assertThat(pace.patience(most)).isEqualTo(most);
        commitTaking(Duration.ofMillis(10));

        // When
        pace.processed(context);

        // Then
        assertThat(pace.patience(most)).isBetween(Duration.ofMillis(30), Duration.ofMillis(31));
        pass(Duration.ofMillis(40));
        assertThat(pace.patience(most)).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldWaitForRecordsAgainWhereNobodyCommitsWhatItWaitedFor() {
        // Given
        var most = Duration.ofMillis(100);
        commitTaking(Duration.ofMillis(10));
        pace.processed(context);

        // When
        pass(Duration.ofMillis(200));

        // Then
        assertThat(pace.patience(most)).isEqualTo(most);
    }
}
