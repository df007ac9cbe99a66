package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ConcurrentModificationException;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.NoDataFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "08001", "53300", "53100", "57P01", "57P03", "58030", "25006"})
    void shouldTryAgainForEveryoneWhereTheDatabaseIsAwayOrFull(@Nullable String state) {
        assertThat(Fault.of(failure(state))).isEqualTo(Fault.DATABASE);
    }

    @Test
    void shouldTakeWhateverKeptAConnectionFromBeingMadeForTheDatabasesFault() {
        var cause = new SQLTransientConnectionException("no connection in time", "28P01");

        assertThat(Fault.of(new DataAccessException("SQL", cause))).isEqualTo(Fault.DATABASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "57014"})
    void shouldTryAgainForThePartitionWhoseTransactionGaveWay(String state) {
        assertThat(Fault.of(failure(state))).isEqualTo(Fault.TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "3F000"})
    void shouldTryAgainWhereTheTablesMayHaveBeenDroppedWithTheirVersion(String state) {
        assertThat(Fault.of(failure(state))).isEqualTo(Fault.TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "23505", "42703", "42501", "54000", "0A000", "XX000"})
    void shouldTakeAnyOtherStateForTheRecordsFault(String state) {
        assertThat(Fault.of(failure(state))).isEqualTo(Fault.RECORD);
    }

    @Test
    void shouldTakeWhatIsNotOfTheDatabaseForTheRecordsFault() {
        assertThat(Fault.of(new NullPointerException())).isEqualTo(Fault.RECORD);
        assertThat(Fault.of(new ConcurrentModificationException())).isEqualTo(Fault.RECORD);
        assertThat(Fault.of(new StackOverflowError())).isEqualTo(Fault.RECORD);
        assertThat(Fault.of(new NoDataFoundException())).isEqualTo(Fault.RECORD);
    }

    private static DataAccessException failure(@Nullable String state) {
        return new DataAccessException("SQL", new SQLException("no", state));
    }
}
