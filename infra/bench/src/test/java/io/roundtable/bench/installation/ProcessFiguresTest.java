package io.roundtable.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What other programs print about processes. */
final class ProcessFiguresTest {

    @Test
    void shouldAddUserAndSystemTimeOfAProcessAndItsEndedChildren() {
        // Given
        var stat = "42 (postgres: a) b) S 1 42 42 0 -1 4194560 900 0 0 0 150 50 1000 300 20 0 1 0 5 6 7";

        // Then
        assertThat(CpuTime.seconds(stat)).isEqualTo(15.0);
    }

    @Test
    void shouldTakeWhatWentToDisksForWrittenAndNotWhatWentToSockets() {
        assertThat(WrittenBytes.bytes(
                        "rchar: 7\nwchar: 20999400\nwrite_bytes: 21016576\ncancelled_write_bytes: 4096\n"))
                .isEqualTo(21_016_576);
        assertThatThrownBy(() -> WrittenBytes.bytes("rchar: 7")).isInstanceOf(BenchFailure.class);
    }

    @Test
    void shouldReadTheWholeHeapAndNotTheMetaspace() {
        // Given
        var info = """
            42:
             garbage-first heap   total reserved 1048576K, committed 262144K, used 51200K [0x1, 0x2)
              region size 1024K, 3 young (3072K), 1 survivors (1024K)
             Metaspace       used 64000K, committed 65000K, reserved 1114112K
            """;

        var generations = """
            42:
             PSYoungGen      total 76288K, used 1024K [0x1, 0x2)
              eden space 65536K, 6% used [0x1,0x2,0x3)
             ParOldGen       total 175104K, used 51200K [0x1, 0x2)
              object space 175104K, 29% used [0x1,0x2,0x3)
             Metaspace       used 64000K, committed 65000K, reserved 1114112K
              class space    used 8000K, committed 8192K, reserved 1048576K
            """;

        // Then
        assertThat(HeapInfo.megabytes(info)).isEqualTo(50.0);
        assertThat(HeapInfo.megabytes(generations)).isEqualTo(51.0);
        assertThatThrownBy(() -> HeapInfo.megabytes("no such process")).isInstanceOf(BenchFailure.class);
    }
}
