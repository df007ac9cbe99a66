package io.roundtable.http.identity;

import static io.roundtable.http.identity.FirstOperator.Outcome.CREATED;
import static io.roundtable.http.identity.FirstOperator.Outcome.PRESENT;
import static io.roundtable.http.identity.FirstOperator.Outcome.PROMOTED;
import static io.roundtable.http.identity.FirstOperator.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.http.identity.FirstOperator.Outcome;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FirstOperatorTest {

    private final Node node = new Node(IdentityDatabase.create(), new TestClock());
    private final NewAccount operator = new NewAccount("op@example.com", "correct horse", "Operator", null);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldMakeTheOperatorOnce() {
        // When
        Outcome first = node.firstOperator.ensure(operator);
        Outcome second = node.firstOperator.ensure(operator);

        // Then
        assertThat(List.of(first, second)).containsExactly(CREATED, PRESENT);
        assertThat(isOperator()).isTrue();
    }

    @Test
    void shouldMakeAUserOperatorWhoKnowsThePassword() {
        // Given
        node.register("op@example.com");

        // When
        Outcome outcome = node.firstOperator.ensure(operator);

        // Then
        assertThat(outcome).isEqualTo(PROMOTED);
        assertThat(isOperator()).isTrue();
    }

    @Test
    void shouldGiveNothingToWhoHasTakenTheAddressFirst() {
        // Given
        node.accounts.register(new NewAccount("op@example.com", "evil password", "Eve", null));

        // When
        Outcome outcome = node.firstOperator.ensure(operator);

        // Then
        assertThat(outcome).isEqualTo(REFUSED);
        assertThat(isOperator()).isFalse();
    }

    @Test
    void shouldMakeOneWhenNodesStartTogether() throws Exception {
        // Given
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            // When
            List<Future<Outcome>> outcomes = List.of(1, 2).stream()
                    .map(n -> nodes.submit(() -> {
                        together.await();
                        return node.firstOperator.ensure(operator);
                    }))
                    .toList();

            // Then
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isIn(CREATED, PRESENT);
            }
            assertThat(isOperator()).isTrue();
        }
    }

    private boolean isOperator() {
        return node.users.byEmail("op@example.com").orElseThrow().access().operator();
    }
}
