package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PasswordsTest {

    @Test
    void shouldLeaveHalfOfTheProcessorsToOthers() {
        assertThat(Passwords.atOnce(1)).isEqualTo(1);
        assertThat(Passwords.atOnce(2)).isEqualTo(1);
        assertThat(Passwords.atOnce(16)).isEqualTo(8);
    }

    @Test
    void shouldHashWithArgon2idAsConfigured() {
        // Given
        try (Passwords passwords = new Passwords()) {
            // When
            String hash = value(passwords.hash("correct horse"));

            // Then
            assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(value(passwords.matches("correct horse", hash))).isTrue();
            assertThat(value(passwords.matches("Correct horse", hash))).isFalse();
            assertThat(value(passwords.hash("correct horse"))).isNotEqualTo(hash);
        }
    }

    @Test
    void shouldVerifyOnceForAnUnknownUserTooAndNeverLetThemIn() {
        // Given
        CountingHash hash = new CountingHash();
        try (Passwords passwords = new Passwords(hash)) {
            // When
            Hashing<Boolean> unknown = passwords.matches("nobody has this password", null);

            // Then
            assertThat(value(unknown)).isFalse();
            assertThat(hash.verifications).hasValue(1);
        }
    }

    @Test
    void shouldRefuseWhatComesPastTheQueueAndNeverRunMoreThanTwoAtOnce() throws Exception {
        // Given
        BlockingHash hash = new BlockingHash();
        try (Passwords passwords = new Passwords(hash);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            int bound = Passwords.AT_ONCE + Passwords.WAITING;
            CountDownLatch refused = new CountDownLatch(10);

            // When
            List<Future<Hashing<Boolean>>> results = new ArrayList<>();
            for (int i = 0; i < bound + 10; i++) {
                results.add(clients.submit(() -> {
                    Hashing<Boolean> result = passwords.matches("x", "y");
                    if (result instanceof Hashing.Overloaded<Boolean>) {
                        refused.countDown();
                    }
                    return result;
                }));
            }
            refused.await();
            hash.allRunning.await();
            hash.release.countDown();

            // Then
            int done = 0;
            for (Future<Hashing<Boolean>> result : results) {
                done += result.get() instanceof Hashing.Done<Boolean> ? 1 : 0;
            }
            assertThat(done).isEqualTo(bound);
            assertThat(hash.mostAtOnce).hasValue(Passwords.AT_ONCE);
        }
    }

    @Test
    void shouldNotTakeABrokenHashForAWrongPassword() {
        // Given
        try (Passwords passwords = new Passwords()) {
            // When // Then
            assertThatThrownBy(() -> passwords.matches("correct horse", "not a hash"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static <T> T value(Hashing<T> hashing) {
        return switch (hashing) {
            case Hashing.Done<T>(var value) -> value;
            case Hashing.Overloaded<T> _ -> throw new AssertionError("overloaded");
        };
    }

    private static final class BlockingHash implements PasswordHash {

        final CountDownLatch allRunning = new CountDownLatch(Passwords.AT_ONCE);
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();

        @Override
        public String hash(String password) {
            return password;
        }

        @Override
        public boolean matches(String password, String hash) {
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            allRunning.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return true;
        }
    }
}
