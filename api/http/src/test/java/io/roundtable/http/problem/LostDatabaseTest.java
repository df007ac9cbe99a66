package io.roundtable.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LostDatabaseTest {

    static Stream<Throwable> lost() {
        return Stream.of(
                new SQLTransientConnectionException("no connection in time"),
                new SQLException("refused", "08001"),
                new SQLException("broken", "08006"),
                new SQLException("shut down", "57P01"),
                new SQLException("crashed", "57P02"),
                new SQLException("starting up", "57P03"),
                new SQLException("an I/O error", new SocketTimeoutException("read timed out")),
                new IllegalStateException(new SocketException("connection reset")));
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new SQLException("no such table", "42P01"),
                new SQLException("too long a statement", "57014"),
                new SQLSyntaxErrorException("syntax"),
                new SQLException("no state"),
                new IllegalStateException("no SQL at all"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void shouldTellALostConnection(Throwable cause) {
        assertThat(LostDatabase.isCauseOf(new DataAccessException("a query", cause)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldLeaveOtherFailuresToBeBugs(Throwable cause) {
        assertThat(LostDatabase.isCauseOf(new DataAccessException("a query", cause)))
                .isFalse();
    }

    @Test
    void shouldEndWhereCausesGoRound() {
        // Given
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);

        // Then
        assertThat(LostDatabase.isCauseOf(new DataAccessException("a query", first)))
                .isFalse();
    }
}
