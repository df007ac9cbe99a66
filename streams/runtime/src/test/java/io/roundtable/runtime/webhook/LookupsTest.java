package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LookupsTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("8.8.8.8");
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean hangs = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void shouldAskAgainWhenNothingIsKept() throws Exception {
        try (Lookups lookups = new Lookups(this::resolve, Duration.ofSeconds(5), Duration.ZERO)) {
            // When
            lookups.addressesOf("example.com");
            lookups.addressesOf("example.com");

            // Then
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void shouldAskOnceWhileAnAnswerIsKept() throws Exception {
        try (Lookups lookups = new Lookups(this::resolve, Duration.ofSeconds(5), Duration.ofMinutes(5))) {
            // When
            lookups.addressesOf("example.com");
            List<InetAddress> again = lookups.addressesOf("example.com");

            // Then
            assertThat(again).containsExactly(ADDRESS);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void shouldGiveUpOnANameServerThatHangsAndAskItOnlyOnce() {
        // Given
        hangs.set(true);
        try (Lookups lookups = new Lookups(this::resolve, SHORT, Duration.ZERO)) {
            // When // Then
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> lookups.addressesOf("slow.example.com"))
                        .isInstanceOf(UnknownHostException.class)
                        .hasMessageContaining("can't be resolved in");
            }
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void shouldGoOnWithWhatItKnewWhenTheNameServerHangs() throws Exception {
        try (Lookups lookups = new Lookups(this::resolve, SHORT, Duration.ZERO)) {
            // Given
            lookups.addressesOf("example.com");
            hangs.set(true);

            // When
            List<InetAddress> before = lookups.addressesOf("example.com");

            // Then
            assertThat(before).containsExactly(ADDRESS);
        }
    }

    @Test
    void shouldGoOnWithKnownNamesWhenOthersTakeAllThreads() throws Exception {
        try (Lookups lookups = new Lookups(this::resolve, SHORT, Duration.ZERO)) {
            // Given
            lookups.addressesOf("example.com");
            hangs.set(true);
            for (int i = 0; i < 256; i++) {
                String name = "hanging" + i + ".example.com";
                Thread.ofVirtual().start(() -> askInVain(lookups, name));
            }
            Awaitility.await().until(() -> asked.get() == 257);

            // When
            List<InetAddress> known = lookups.addressesOf("example.com");

            // Then
            assertThat(known).containsExactly(ADDRESS);
            assertThatThrownBy(() -> lookups.addressesOf("new.example.com")).hasMessageContaining("too many lookups");
        }
    }

    @Test
    void shouldNotKeepANameThatIsGone() throws Exception {
        try (Lookups lookups = new Lookups(
                name -> {
                    if (asked.getAndIncrement() > 0) {
                        throw new UnknownHostException(name);
                    }
                    return List.of(ADDRESS);
                },
                Duration.ofSeconds(5),
                Duration.ZERO)) {
            // Given
            lookups.addressesOf("example.com");

            // When // Then
            assertThatThrownBy(() -> lookups.addressesOf("example.com")).isInstanceOf(UnknownHostException.class);
        }
    }

    private static void askInVain(Lookups lookups, String name) {
        try {
            lookups.addressesOf(name);
        } catch (UnknownHostException | InterruptedException e) {
            // As it should: what counts is the thread that the lookup goes on to hold.
        }
    }

    private List<InetAddress> resolve(String name) {
        asked.incrementAndGet();
        if (hangs.get()) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return List.of(ADDRESS);
    }
}
